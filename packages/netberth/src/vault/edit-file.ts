import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hasErrorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { newVault } from './new-vault.ts';
import { openVaultFile } from './open-vault-file.ts';
import type { PasswordFlags } from './password-sources.ts';
import { readVaultPasswords } from './read-passwords.ts';
import { readContent, replaceContent } from './vault-file.ts';

export async function editFile(input: PasswordFlags & { readonly file: string }, surroundings: Surroundings) {
  const { file } = input;
  if (file === '-') throw new Failure('An editor needs a file: name one');
  const opened = await openVaultFile(
    file,
    await readContent(file),
    await readVaultPasswords(input, surroundings),
  );
  if (opened.kind === 'values')
    throw new Failure(
      `${file} is a YAML file with !vault values, which your editor opens as it is: make new values with netberth vault encrypt-string`,
    );
  const { password } = opened;
  const edited = await editedContent(file, opened.content, surroundings);
  const changed = !edited.equals(opened.content);
  if (changed) await replaceContent(file, await newVault(edited, password));
  return { file, changed, vaultId: password.id };
}

/** In a folder that only this user may enter; in memory where the system has such a place. */
async function editedContent(
  file: string,
  content: Uint8Array,
  { environment }: Surroundings,
): Promise<Buffer> {
  const folder = await mkdtemp(join(environment['XDG_RUNTIME_DIR'] ?? tmpdir(), 'netberth-vault-'));
  const copy = join(folder, basename(file));
  const tidy = async () => {
    await overwrite(copy);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await writeFile(copy, content, { mode: 0o600, flag: 'wx' });
    await runEditor(environment['VISUAL'] || environment['EDITOR'] || 'vi', copy);
    return await readFile(copy);
  } finally {
    await tidy();
  }
}

/** The editor is a line of a shell: people have flags in it. */
async function runEditor(editor: string, path: string): Promise<void> {
  // Ctrl-C belongs to the editor; this process must live to remove the copy.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit' });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0)
      throw new Failure(
        `The editor (${editor}) ended with ${code === null ? 'a signal' : `exit code ${code}`}: the file stays as it was`,
      );
  } finally {
    process.off('SIGINT', ignore);
  }
}

async function overwrite(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    // An editor may have removed it.
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
