import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { netberth, RunningServer } from './command.ts';

const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function done(words: readonly string[], folder: string): Promise<string> {
  const { exitCode, out, err } = await netberth(words, folder);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return out;
}

async function refused(words: readonly string[], folder: string): Promise<string> {
  const { exitCode, err } = await netberth(words, folder);
  expect(exitCode).toBe(1);
  return err;
}

test('a database is backed up while its server runs, checked, and restored into another folder', async () => {
  const folder = newFolder();
  const server = await RunningServer.start(['--data', 'here', ...listen], folder);
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  await done(
    ['machine', 'add', '--macs', '52:54:00:00:00:01', '--hostname', 'web1', '--data', 'here'],
    folder,
  );

  const told = await done(['db', 'backup', '--data', 'here'], folder);
  const [name = ''] = readdirSync(join(folder, 'here', 'backups'));
  const file = join(folder, 'here', 'backups', name);
  expect(told).toContain(
    `in ${file}\nNot in it, and as necessary: ${folder}/here/keys, ${folder}/here/images\n`,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await done(['db', 'check', file], folder)).toMatch(
    /^Whole: .*\n7 rows of \d+ tables, last migration /,
  );
  const checked = await done(['db', 'check', '--data', 'here'], folder);
  expect(checked).toMatch(/Audit log {2}2 records of [0-9a-f]{16}, verified\n/);
  expect(checked).toContain('Nothing is wrong\n');

  expect(await refused(['db', 'restore', file, '--data', 'here'], folder)).toMatch(
    /process \d+ already uses it\. Stop that one.*\nThis needs the server to be stopped\.\n$/,
  );
  expect(await refused(['db', 'backup', '-o', file, '--data', 'here'], folder)).toBe(
    `${file} is there already, and a backup is never written over: name another file.\n`,
  );

  writeFileSync(join(folder, 'short.backup'), readFileSync(file).subarray(0, -100));
  expect(await refused(['db', 'restore', 'short.backup', '--data', 'there'], folder)).toBe(
    'Reading the backup short.backup: it is cut off.\n',
  );
  cpSync(join(folder, 'here', 'keys'), join(folder, 'there', 'keys'), { recursive: true });
  const restored = await done(['db', 'restore', file, '--data', 'there'], folder);
  expect(restored).toContain('every table reads as it was sent');
  expect(restored).toContain('Nothing is wrong\n');
  expect(await done(['machine', 'list', '--data', 'there'], folder)).toContain('web1');
});

test('db check names what somebody has done to the database, and what to do', async () => {
  const folder = newFolder();
  await done(['machine', 'add', '--macs', '52:54:00:00:00:01', '--data', 'here'], folder);
  const raw = new Sqlite(join(folder, 'here', 'netberth.db'));
  raw.exec(`update audit_records set actor = 'nobody'; delete from machines`);
  raw.close();
  rmSync(join(folder, 'here', 'keys', 'secrets.key'));
  const { exitCode, out } = await netberth(['db', 'check', '--data', 'here'], folder);
  expect(exitCode).toBe(1);
  expect(out).toContain('Wrong: A row of identifiers with a machine_id that is not in machines');
  expect(out).toMatch(/Wrong: The audit log of the server [0-9a-f]{16}: record 1 was changed\./);
  expect(out).toContain('here/keys/secrets.key has not that one: put it there');
});
