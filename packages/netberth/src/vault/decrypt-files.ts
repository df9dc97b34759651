import { replaceVaultValues } from '@netberth/vault';
import type { Surroundings } from '../local-verb.ts';
import { openVaultFile, type OpenedVaultFile } from './open-vault-file.ts';
import type { PasswordFlags } from './password-sources.ts';
import { placeOfOutput } from './place-of-output.ts';
import { readVaultPasswords } from './read-passwords.ts';
import type { ChangedFiles } from './vault-definitions.ts';
import { readContent } from './vault-file.ts';
import { writeFiles, type FileToWrite } from './write-files.ts';

type Input = PasswordFlags & {
  readonly files: readonly string[];
  readonly output?: string | undefined;
};

export async function decryptFiles(input: Input, surroundings: Surroundings): Promise<ChangedFiles> {
  const placeOf = placeOfOutput(input.files, input.output);
  const passwords = await readVaultPasswords(input, surroundings);
  const written: FileToWrite[] = [];
  for (const file of input.files) {
    const opened = await openVaultFile(file, await readContent(file), passwords);
    const values = opened.kind === 'whole' ? null : opened.values.length;
    written.push({ file, place: placeOf(file), content: plainContent(opened), values, vaultId: null });
  }
  return writeFiles(written);
}

export async function viewFile(input: PasswordFlags & { readonly file: string }, surroundings: Surroundings) {
  const passwords = await readVaultPasswords(input, surroundings);
  const opened = await openVaultFile(input.file, await readContent(input.file), passwords);
  const content = plainContent(opened);
  return { file: input.file, content: typeof content === 'string' ? content : textOf(content) };
}

function plainContent(opened: OpenedVaultFile): string | Uint8Array {
  if (opened.kind === 'whole') return opened.content;
  const values = opened.values.map(({ at, content }) => ({ at, plain: textOf(content) }));
  return replaceVaultValues(opened.text, values);
}

const textOf = (content: Uint8Array) => new TextDecoder().decode(content);
