import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  auditVerify,
  machineAdd,
  machineForget,
  machineList,
  secretsList,
  webhookCreate,
} from '@netberth/api';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { databaseCare } from '../../src/app/database-care/database-care.ts';
import type { ArchivePart } from '../../src/database/archive/archive-part.ts';
import { dumpDatabase } from '../../src/database/archive/dump-database.ts';
import { loadDatabase } from '../../src/database/archive/load-database.ts';
import { readArchive } from '../../src/database/archive/read-archive.ts';
import { writeArchive } from '../../src/database/archive/write-archive.ts';
import type { ConnectedDatabase } from '../../src/database/connected-database.ts';
import { migrations } from '../../src/database/migrate.ts';
import { connectDatabase } from '../../src/database/open-database.ts';
import { tableShapes } from '../../src/database/table-shapes.ts';
import type { ColumnShape, TableShape } from '../../src/database/table-shapes.ts';
import { readConfig } from '../../src/index.ts';
import { TestApp } from '../harness/start-app.ts';
import { forEachDatabase, forEachDatabaseServer } from './for-each-database.ts';

const names = migrations.map(({ name }) => name);

function configOf(flags: Readonly<Record<string, string>>) {
  const read = readConfig({ environment: {}, flags });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-moving-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function connect(url: string): Promise<ConnectedDatabase> {
  const connected = await connectDatabase(url);
  onTestFinished(() => connected.close());
  return connected;
}

async function partsOf(source: ConnectedDatabase, done = names): Promise<readonly ArchivePart[]> {
  const parts: ArchivePart[] = [];
  for await (const part of dumpDatabase(source, done, 'now')) parts.push(part);
  return parts;
}

const contentOf = (parts: readonly ArchivePart[]) =>
  parts.filter(({ part }) => part !== 'netberth backup' && part !== 'end');

const hardTexts = ['𝔑 🛥️ ünï', 'it\'s "quoted" \\ -- ; $1 @1 ? \u2028\r\n', '', ' a ', 'A', 'ä'];

/** Where the key has two parts or there is none, a page and a bit: 0 to 3 rows of each first part. */
async function fillEveryTable(target: ConnectedDatabase, shapes: readonly TableShape[]): Promise<void> {
  for (const { name, columns, key } of shapes) {
    const count = key.length === 1 ? 6 : 520;
    for (let first = 0; first < count; first += 40) {
      const numbers = Array.from({ length: Math.min(40, count - first) }, (_, index) => first + index + 1);
      const rows = numbers.map(
        (number) =>
          sql`(${sql.join(columns.map((one) => exampleOf(one, key[0] ?? columns[0]?.name, key.length, number)))})`,
      );
      const into = sql.join(columns.map((column) => sql.ref(column.name)));
      await sql`insert into ${sql.table(name)} (${into}) values ${sql.join(rows)}`.execute(target.query);
    }
  }
}

function exampleOf(
  { name, kind }: ColumnShape,
  first: string | undefined,
  keys: number,
  number: number,
): string | number {
  const part = keys !== 1 && name === first ? Math.ceil(number / 3) : number;
  return kind === 'integer' ? part : `${hardTexts[part % hardTexts.length]}${part}`;
}

forEachDatabase((_name, _open, makeEmpty) => {
  it('an installation copied from SQLite goes on there: its ids, its grants to come, its audit log, its secrets', async () => {
    const app = await TestApp.start();
    onTestFinished(() => app.stop());
    await app.run(machineAdd, { hostname: 'web1', macs: ['52:54:00:00:00:01'], labels: { rack: '7' } });
    await app.run(machineAdd, { hostname: 'web2', serial: 'SN2' });
    await app.run(machineForget, { machine: '2' });
    await app.run(webhookCreate, { url: 'https://192.0.2.9/hook', events: ['machine.failed'] });
    const to = await makeEmpty();
    await app.restart(
      async () => {
        const from = `sqlite:${join(app.data, 'netberth.db')}`;
        const moved = await databaseCare.copy(configOf({ data: app.data }), { from, to });
        expect(moved.check.problems).toEqual([]);
        expect(moved.check.chains).toMatchObject([{ hasKey: true, problems: [] }]);
        expect(moved.check.secrets).toEqual({ count: 1, problem: null });
      },
      { database: to },
    );
    const { machines } = await app.run(machineList, {});
    expect(machines.map(({ id, hostname, macs, labels }) => ({ id, hostname, macs, labels }))).toEqual([
      { id: 1, hostname: 'web1', macs: ['52:54:00:00:00:01'], labels: { rack: '7' } },
    ]);
    // 2 was given once.
    expect((await app.run(machineAdd, { hostname: 'web3', serial: 'SN3' })).id).toBe(3);
    expect((await app.run(secretsList, {})).secrets).toMatchObject([{ owner: 'webhook:1', readable: true }]);
    expect(await app.run(auditVerify, {})).toMatchObject({ ok: true, records: 6 });
  });

  it('gives every table back as it was, by way of a file, whatever text it holds', async () => {
    const folder = newFolder();
    const first = await connect(`sqlite:${join(folder, 'first.db')}`);
    await first.migrate();
    await fillEveryTable(first, await tableShapes(names));
    const there = await connect(await makeEmpty());
    const loaded = await loadDatabase(there, dumpDatabase(first, names, 'now'));
    expect(loaded.rows).toBeGreaterThan(520);
    const file = join(folder, 'there.backup');
    const last = await connect(`sqlite:${join(folder, 'last.db')}`);
    await writeArchive(dumpDatabase(there, names, 'now'), file);
    await loadDatabase(last, readArchive(file));
    expect(contentOf(await partsOf(last))).toEqual(contentOf(await partsOf(first)));
  });

  it('a backup has one moment in it, whatever is written meanwhile', async () => {
    const url = await makeEmpty();
    const [reader, writer] = [await connect(url), await connect(url)];
    await reader.migrate();
    const add = (label: string) =>
      sql`insert into labels (machine_id, name, value) values (1, ${label}, 'x')`.execute(writer.query);
    await add('before');
    const dump = dumpDatabase(reader, names, 'now');
    const rows: unknown[] = [];
    let isChanged = false;
    for await (const part of dump) {
      if (part.part === 'table' && !isChanged) {
        isChanged = true;
        await add('meanwhile');
      }
      if (part.part === 'rows') rows.push(...part.rows);
    }
    expect(rows).toEqual([[1, 'before', 'x']]);
  });

  it('a backup of an older version is restored, and brought to the tables of this one', async () => {
    const older = names.slice(0, 4);
    const before = await connect(`sqlite:${join(newFolder(), 'before.db')}`);
    await before.migrate({ only: older });
    await sql`insert into machines (id, state, version, hostname, resting, metadata_json, hardware_json, pending_steps_json, created_at_ms)
      values (5, 'new', 1, 'web5', 'disk', '{}', '{}', '[]', 0)`.execute(before.query);
    const after = await connect(await makeEmpty());
    const loaded = await loadDatabase(after, dumpDatabase(before, older, 'now'));
    expect(loaded.migrated).toEqual(names.slice(4));
    const { rows } = await sql`select id, hostname, protected from machines`.execute(after.query);
    expect(rows).toEqual([{ id: 5, hostname: 'web5', protected: 0 }]);
  });

  it('tables that hold something are backed up before they are changed, and stay as they are when that fails', async () => {
    const folder = newFolder();
    const url = await makeEmpty();
    const old = await connectDatabase(url);
    await old.migrate({ only: names.slice(0, 4) });
    await sql`insert into labels (machine_id, name, value) values (1, 'rack', '7')`.execute(old.query);
    const full = old.migrate({ beforeUpgrade: () => Promise.reject(new Error('no space is left')) });
    await expect(full).rejects.toThrow('no space is left');
    await old.close();
    const config = configOf({ data: folder, database: url });
    expect((await databaseCare.check(config)).problems.join()).toContain(
      'Its tables are those of an older version',
    );
    const now = new Date('2026-11-21T21:15:00Z');
    const done = await databaseCare.migrate(config, { wantsBackup: true, now });
    expect(done.migrated).toEqual(names.slice(4));
    expect(done.backup).toBe(join(folder, 'backups', `before-${names[4]}-20261121T211500Z.backup`));
    const restored = configOf({ data: newFolder() });
    expect(await databaseCare.restore(restored, done.backup ?? '')).toMatchObject({ rows: 1 });
  });

  it('is never written over', async () => {
    const url = await makeEmpty();
    const there = await connect(url);
    await there.migrate();
    await sql`insert into labels (machine_id, name, value) values (1, 'rack', '7')`.execute(there.query);
    const empty = await connect(`sqlite:${join(newFolder(), 'empty.db')}`);
    await empty.migrate();
    await expect(loadDatabase(there, dumpDatabase(empty, names, 'now'))).rejects.toThrow(
      'it is not empty: the table "labels" has a row.',
    );
    await sql`create table strange (x int)`.execute(empty.query);
    await expect(loadDatabase(empty, dumpDatabase(there, names, 'now'))).rejects.toThrow(
      'it is not empty: it has the table "strange", which is not ours.',
    );
  });

  it('takes all rows or none', async () => {
    const empty = await connect(await makeEmpty());
    const full = await connect(`sqlite:${join(newFolder(), 'full.db')}`);
    await full.migrate();
    await sql`insert into labels (machine_id, name, value) values (1, 'rack', '7')`.execute(full.query);
    async function* cutOff() {
      for await (const part of dumpDatabase(full, names, 'now')) {
        if (part.part === 'table' && part.table === 'profiles') throw new Error('the disk is gone');
        yield part;
      }
    }
    await expect(loadDatabase(empty, cutOff())).rejects.toThrow('the disk is gone');
    expect(await loadDatabase(empty, dumpDatabase(full, names, 'now'))).toMatchObject({ rows: 1 });
  });
});

forEachDatabaseServer((_name, _open, makeEmpty) => {
  it('names the row that is too long for a server', async () => {
    const full = await connect(`sqlite:${join(newFolder(), 'full.db')}`);
    await full.migrate();
    const long = 'ü'.repeat(321);
    await sql`insert into labels (machine_id, name, value) values (4, 'rack', ${long})`.execute(full.query);
    const empty = await connect(await makeEmpty());
    await expect(loadDatabase(empty, dumpDatabase(full, names, 'now'))).rejects.toThrow(
      'a row of "labels" (machine_id 4, name rack) does not fit: its value has 321 characters, and 320 is the most there.',
    );
  });
});
