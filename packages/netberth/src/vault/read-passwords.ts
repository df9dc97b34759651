import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, extname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { defaultVaultId, vaultPassword, type VaultPassword } from '@netberth/vault';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { askPassword } from './ask-password.ts';
import { passwordSources, type PasswordFlags, type PasswordSource } from './password-sources.ts';

const run = promisify(execFile);

/**
 * The vault passwords that a person gave, in the order given; asked for when none was.
 * @throws Failure naming the source; a password is in no message
 */
export async function readVaultPasswords(
  flags: PasswordFlags,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<readonly VaultPassword[]> {
  const sources = passwordSources(flags, environment);
  const wanted = sources.length > 0 ? sources : [{ id: defaultVaultId, from: 'prompt' }];
  const passwords: VaultPassword[] = [];
  for (const source of wanted) passwords.push(await readPassword(source));
  return passwords;
}

/** A file; one that may be executed is a program that prints the password; `prompt` asks. */
export async function readPassword({ id, from }: PasswordSource): Promise<VaultPassword> {
  const password = vaultPassword(await passwordText(id, from), id);
  if (password.secret.length === 0)
    throw new Failure(`The vault password for "${id}" from ${from} is empty: write it there`);
  return password;
}

async function passwordText(id: string, from: string): Promise<string> {
  if (from === 'prompt' || from === 'prompt_ask_vault_pass') return askPassword(`Vault password (${id}): `);
  const path = resolve(from.replace(/^~(?=\/)/, homedir()));
  try {
    return (await isProgram(path)) ? await outputOf(path, id) : await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? reasonOf(error) : String(error);
    throw new Failure(`The vault password for "${id}" cannot be read from ${from}: ${reason}`, {
      cause: error,
    });
  }
}

/** Programs named `…-client` are told which password is wanted. */
async function outputOf(path: string, id: string): Promise<string> {
  const isClient = basename(path, extname(path)).endsWith('-client');
  const { stdout } = await run(path, isClient ? ['--vault-id', id] : []);
  return stdout;
}

async function isProgram(path: string): Promise<boolean> {
  await access(path, constants.R_OK);
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function reasonOf(error: Error & { code?: unknown }): string {
  if (error.code === 'ENOENT') return 'there is no such file';
  // Not its message: that has the command, and its output may be a password.
  if (typeof error.code === 'number') return `the program ended with exit code ${error.code}`;
  return typeof error.code === 'string' ? error.code : error.message;
}
