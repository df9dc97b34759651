import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSqlite } from '../sqlite-database.ts';
import { migrations } from '../migrate.ts';
import { dumpDatabase } from './dump-database.ts';
import { checkArchive } from './read-archive.ts';
import { writeArchive } from './write-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'netberth-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const names = migrations.map(({ name }) => name);
const whole = join(folder, 'whole');

beforeAll(async () => {
  const database = connectSqlite(':memory:');
  await database.migrate();
  await sql`insert into labels (machine_id, name, value) values (1, 'rack', 'seven'), (2, 'rack', 'eight\u2028')`.execute(
    database.query,
  );
  await writeArchive(dumpDatabase(database, names, '2026-11-21T21:15:00.000Z'), whole);
  await database.close();
});

const linesOf = () => gunzipSync(readFileSync(whole)).toString().split('\n');

async function problemOf(content: Buffer | readonly string[]): Promise<string> {
  const file = join(folder, 'broken');
  writeFileSync(file, content instanceof Buffer ? content : gzipSync(content.join('\n')));
  try {
    await checkArchive(file);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it is whole';
}

test('a backup says what it holds, once all of it was read', async () => {
  const { tables, ...checked } = await checkArchive(whole);
  expect(checked).toEqual({ madeAt: '2026-11-21T21:15:00.000Z', from: 'SQLite', migrations: names, rows: 2 });
  expect(tables.filter(({ rows }) => rows > 0).map(({ table, rows }) => [table, rows])).toEqual([
    ['labels', 2],
  ]);
});

test('its lines are text that anybody can read', () => {
  const lines = linesOf();
  const labels = lines.findIndex((line) => line.includes('"table":"labels"'));
  expect(lines.slice(labels, labels + 3)).toEqual([
    '{"part":"table","table":"labels","columns":["machine_id","name","value"],"lastKey":null}',
    '[1,"rack","seven"]',
    '[2,"rack","eight\u2028"]',
  ]);
});

test('what was changed, cut off or is something else is named', async () => {
  const lines = linesOf();
  const changed = (from: string, to: string) => lines.map((line) => line.replace(from, to));
  const bytes = readFileSync(whole);
  expect(await problemOf(changed('seven', 'nine'))).toBe(
    'the rows of its table "labels" are not those that were written.',
  );
  expect(await problemOf(changed('21:15', '21:16'))).toBe('its checksum is wrong: it was changed.');
  expect(await problemOf(lines.filter((line) => !line.includes('seven')))).toBe(
    'the rows of its table "labels" are not those that were written.',
  );
  expect(await problemOf(lines.slice(0, 4))).toBe('it is cut off after line 4.');
  expect(await problemOf(bytes.subarray(0, -100))).toBe('it is cut off.');
  expect(await problemOf([...lines.slice(0, -1), '[1]'])).toBe(`line ${lines.length} stands behind its end.`);
  expect(await problemOf(changed('[1,"rack"', '[1.5,"rack"'))).toMatch(/^line \d+ is no row\.$/);
  expect(await problemOf(changed('"format":1', '"format":2'))).toBe(
    'it is no backup that this version reads: format is of a newer Netberth.',
  );
  expect(await problemOf(Buffer.from('Dear Sir or Madam'))).toBe(
    'it is no backup of Netberth, or it was damaged.',
  );
});
