import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { netberth } from './command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-foreign-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const assets = new Sqlite(join(folder, 'assets.db'));
  assets.exec(`create table hosts (fqdn text, mac_address text, rack integer);
    insert into hosts values ('web1.example', '52:54:00:00:00:01', 7), ('web2.example', '52:54:00:00:00:02', 8)`);
  assets.close();
  writeFileSync(join(folder, 'assets.url'), 'sqlite:assets.db\n');
});

const ask = (query: string) => ['--from', '@assets.url', '--query', query, '--data', 'data'];

test('machines come out of a database of somebody else, by the names of their columns there', async () => {
  const words = ['machine', 'import', ...ask('select fqdn, mac_address, rack from hosts')];
  const { out, err, exitCode } = await netberth(
    [...words, '--map', 'hostname=fqdn,macs=mac_address,label.rack=rack'],
    folder,
  );
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  expect(out).toContain('2 machines');
  const { out: listed } = await netberth(['machine', 'list', '--json', '--data', 'data'], folder);
  expect(JSON.parse(listed)).toMatchObject([
    { hostname: 'web1.example', macs: ['52:54:00:00:00:01'], labels: { rack: '7' } },
    { hostname: 'web2.example', macs: ['52:54:00:00:00:02'], labels: { rack: '8' } },
  ]);
});

test('a row that is wrong is named, and none is taken', async () => {
  const query = `select fqdn as hostname, case rack when 8 then 'no mac' else mac_address end as macs from hosts`;
  const { err, exitCode } = await netberth(['machine', 'import', ...ask(query)], folder);
  expect(exitCode).toBe(1);
  expect(err).toContain('line 3 (web2.example): "no" is not a MAC address');
  const missing = await netberth(
    ['machine', 'import', ...ask('select rack from hosts'), '--map', 'hostname=fqdn'],
    folder,
  );
  expect(missing.err).toBe('the query has no column "fqdn" that --map names: it has rack.\n');
});
