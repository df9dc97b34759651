import type { FolderFile, OpenVault } from './folder-file.ts';
import { Tagged } from './yaml-file.ts';

export type Filling = {
  readonly files: ReadonlyMap<string, FolderFile>;
  readonly openVault: OpenVault;
  /** The file in which the value stands: `!file` counts from its folder. */
  readonly from: FolderFile;
};
type Path = readonly string[];
export type Filled = {
  readonly value: unknown;
  /** Paths of what may not be shown. */
  readonly secrets: readonly Path[];
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
};

/** The value with the texts of files and vaults in place of their tags. */
export async function fillTagged(value: unknown, filling: Filling, path: Path = []): Promise<Filled> {
  if (value instanceof Tagged) return fillOne(value, filling, path);
  if (typeof value !== 'object' || value === null)
    return { value, secrets: filling.from.isSecret === true ? [path] : [], problems: [] };
  const parts = await Promise.all(
    Object.entries(value).map(async ([name, each]) => ({
      name,
      ...(await fillTagged(each, filling, [...path, name])),
    })),
  );
  return {
    value: Array.isArray(value)
      ? parts.map((part) => part.value)
      : Object.fromEntries(parts.map((part) => [part.name, part.value])),
    secrets: parts.flatMap(({ secrets }) => secrets),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

async function fillOne({ tag, text }: Tagged, filling: Filling, path: Path): Promise<Filled> {
  switch (tag) {
    case 'unchanged':
      return { value: { unchanged: true }, secrets: [], problems: [] };
    case 'vault': {
      const opened = await filling.openVault(text);
      return opened.ok
        ? { value: opened.text, secrets: [path], problems: [] }
        : { value: '', secrets: [path], problems: [{ path, message: opened.why }] };
    }
    case 'file':
      return fillFile(text, filling, path);
  }
}

function fillFile(text: string, { files, from }: Filling, path: Path): Filled {
  const found = pathFrom(from.path, text);
  const file = found === null ? undefined : files.get(found);
  if (file === undefined) {
    const message =
      found === null
        ? `"${text}" is not a file below the folder`
        : `there is no file "${found}" in the folder (it may be too large, a link, or no text)`;
    return { value: '', secrets: [], problems: [{ path, message }] };
  }
  return { value: file.text, secrets: file.isSecret === true ? [path] : [], problems: [] };
}

/** Below the folder, or null. */
function pathFrom(file: string, reference: string): string | null {
  if (reference.startsWith('/') || reference.includes('\\')) return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
