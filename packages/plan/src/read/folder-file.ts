/** A file of a folder: its path below it, with `/`, and its text. */
export type FolderFile = {
  readonly path: string;
  readonly text: string;
  /** The whole file came out of a vault: nothing in it may be shown. */
  readonly isSecret?: boolean;
};

/** What is wrong with a folder, and where: from 1. */
export type FolderProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
};

/** `machines.yaml:3:5: …`, as compilers and editors write it. */
export function problemLine({ file, line, column, message }: FolderProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}

export type OpenedVault =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/** Opens the text of an Ansible vault: `$ANSIBLE_VAULT;1.1;AES256` and what follows. */
export type OpenVault = (text: string) => Promise<OpenedVault>;
