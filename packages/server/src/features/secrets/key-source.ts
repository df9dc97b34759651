import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { SecretsConfig } from '../../config/config.ts';
import { keyBytes } from '../../database/keyring.ts';

/** What the source of the keys has: the first is the one that a rotation seals with, the others open what is older. */
export type KeysRead =
  | { readonly kind: 'keys'; readonly keys: readonly Buffer[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly why: string };

export type KeySource = {
  /** For people: `/srv/netberth/keys/secrets.key`, `the command pass show netberth`. */
  readonly name: string;
  readonly read: () => Promise<KeysRead>;
  /** Puts a new key before those that are there; null: the source is not ours to write. */
  readonly add: (() => Promise<void>) | null;
};

const run = promisify(execFile);
const commandMs = 30_000;

export function keySource(data: string, { keyFile, keyCommand }: SecretsConfig): KeySource {
  return keyCommand === ''
    ? fileSource(keyFile === '' ? join(data, 'keys', 'secrets.key') : resolve(keyFile))
    : commandSource(keyCommand);
}

function fileSource(path: string): KeySource {
  const read = async (): Promise<KeysRead> => {
    try {
      return parseKeys(await readFile(path, 'utf8'));
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return { kind: 'missing' };
      return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
    }
  };
  let added = Promise.resolve();
  // One after the other: of two that write the same file at once, one would lose the key of the other.
  const add = () => {
    const write = () => addToFile(path);
    added = added.then(write, write);
    return added;
  };
  return { name: path, read, add };
}

/** On disk before anything is sealed with it; the old file stays until the new one is whole. */
async function addToFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const old = await readFile(path, 'utf8').catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  });
  const beside = `${path}.${randomUUID()}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${randomBytes(keyBytes).toString('hex')}\n${old ?? ''}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await (old === null ? putFirst(beside, path) : rename(beside, path));
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Of servers that share the file and start at once the first decides: it may have sealed something already. */
async function putFirst(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  }
  await rm(beside);
}

function commandSource(command: string): KeySource {
  const read = async (): Promise<KeysRead> => {
    try {
      const { stdout } = await run('/bin/sh', ['-c', command], { timeout: commandMs });
      return parseKeys(stdout);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'none';
      return { kind: 'broken', why: `it ended with exit code ${code}` };
    }
  };
  return { name: `the command ${command}`, read, add: null };
}

/** A key a line; lines with # are comments. What is wrong is said by line, never by content. */
function parseKeys(text: string): KeysRead {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const written = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  const wrong = written.find(({ line }) => !new RegExp(`^[0-9a-f]{${2 * keyBytes}}$`, 'i').test(line));
  if (wrong !== undefined)
    return {
      kind: 'broken',
      why: `line ${wrong.number} is not ${2 * keyBytes} hexadecimal digits, as openssl rand -hex ${keyBytes} prints them`,
    };
  if (written.length === 0) return { kind: 'broken', why: 'it has no key' };
  return { kind: 'keys', keys: written.map(({ line }) => Buffer.from(line, 'hex')) };
}
