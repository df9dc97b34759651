import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineAdd, machinePage } from '@netberth/api';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../src/database/sqlite-database.ts';
import { ServerOnDatabase } from './server-on-database.ts';

it('machines that were known before there was an index of their parts are found by it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'netberth.db');
  const before = await openSqlite(file, Date.now);
  const server = new ServerOnDatabase(before);
  await server.run(machineAdd, { macs: ['52:54:00:00:00:01'], serial: 'ser1', hostname: 'web1' });
  await server.run(machineAdd, { serial: 'ser2' });
  await before.close();

  const raw = new Sqlite(file);
  for (const name of ['added', 'named', 'removed', 'identified', 'unidentified'])
    raw.exec(`drop trigger machine_search_${name}`);
  raw.exec(`drop table machine_search; delete from migrations where name = '0009-machine-search'`);
  raw.close();

  const after = await openSqlite(file, Date.now);
  const upgraded = new ServerOnDatabase(after);
  const found = [];
  for (const search of ['ser', 'web1', '00:00:01', 'SER2', 'none'])
    found.push((await upgraded.run(machinePage, { search })).machines.map(({ id }) => id));
  expect(found).toEqual([[1, 2], [1], [1], [2], []]);
  await after.close();
});
