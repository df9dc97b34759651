import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '../platform/error-code.ts';

/** What makes this server itself; outside the database, so that who can write that cannot forge the audit log. */
export type ServerKeys = { readonly server: string; readonly auditKey: Buffer };

export async function readServerKeys(data: string): Promise<ServerKeys> {
  const folder = join(data, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    server: (await readOrMake(join(folder, 'server-id'), () => randomBytes(8).toString('hex'))).trim(),
    auditKey: Buffer.from(
      (await readOrMake(join(folder, 'audit.key'), () => randomBytes(32).toString('hex'))).trim(),
      'hex',
    ),
  };
}

/** The same, when a server has been there; nothing is made. */
export async function serverKeysIfThere(data: string): Promise<ServerKeys | null> {
  return existsSync(join(data, 'keys', 'audit.key')) ? await readServerKeys(data) : null;
}

/** Stands for a text that may hold secrets: who has it learns nothing of them. */
export function planSigner({ auditKey }: ServerKeys): (text: string) => string {
  const key = createHmac('sha256', auditKey).update('plans').digest();
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}

async function readOrMake(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error;
  }
  const text = make();
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return text;
}
