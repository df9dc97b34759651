import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { PipelinedPool } from './postgres-pipelined-pool.ts';

/** A connection that keeps what is sent, and answers when it is told to. */
function connection() {
  const sent: string[] = [];
  const waiting: { resolve: (answer: object) => void; reject: (error: Error) => void }[] = [];
  const client = {
    connection: { stream: { cork: () => undefined, uncork: () => undefined } },
    query: ({ text, name }: { text: string; name?: string }) => {
      sent.push(name === undefined ? text : `${name}: ${text}`);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    release: () => undefined,
  };
  const pool = new PipelinedPool({ connect: async () => client, options: {} } as unknown as Pool);
  return { pool, sent, waiting };
}

const begin = 'start transaction isolation level serializable';
const row = { command: 'SELECT', rowCount: 1, rows: [{ id: 7 }] };

test('a transaction begins together with its first reads, in one go', async () => {
  const { pool, sent, waiting } = connection();
  const client = await pool.connect();
  await client.query(begin, []);
  expect(sent).toEqual([]);
  const answers = Promise.all([client.query('select 1', []), client.query('select 2', [2])]);
  expect(sent).toEqual([`${begin}; select 1`, 'select 2']);
  waiting[0]?.resolve([{ command: 'START', rowCount: null, rows: [] }, row]);
  waiting[1]?.resolve(row);
  expect((await answers).map(({ rows }) => rows)).toEqual([[{ id: 7 }], [{ id: 7 }]]);
});

test('a change is not sent before its transaction has begun, and never when that fails', async () => {
  const { pool, sent, waiting } = connection();
  const client = await pool.connect();
  await client.query(begin, []);
  const read = client.query('select $1', [1]);
  const changed = client.query('insert into boots', []);
  expect(sent).toEqual([begin, 'select $1']);
  waiting[0]?.reject(new Error('the server is stopping'));
  await expect(read).rejects.toThrow('the server is stopping');
  await expect(changed).rejects.toThrow('the server is stopping');
  expect(sent).toEqual([begin, 'select $1']);
});

test('a transaction that asks nothing sends nothing to begin with, and begins when it ends', async () => {
  const { pool, sent, waiting } = connection();
  const client = await pool.connect();
  await client.query(begin, []);
  const ended = client.query('commit', []);
  expect(sent).toEqual([begin]);
  waiting[0]?.resolve({ command: 'START', rowCount: null, rows: [] });
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toEqual([begin, 'commit']);
  waiting[1]?.resolve({ command: 'COMMIT', rowCount: null, rows: [] });
  expect((await ended).command).toBe('COMMIT');
});

test('a statement that comes again is prepared, anew when the tables have changed', async () => {
  const { pool, sent, waiting } = connection();
  pool.keepPrepared('select * from machines');
  const client = await pool.connect();
  const first = client.query('select * from machines', []);
  waiting[0]?.reject(
    Object.assign(new Error('cached plan'), { code: '0A000', routine: 'RevalidateCachedQuery' }),
  );
  await expect(first).rejects.toThrow('cached plan');
  void client.query('select * from machines', []);
  void client.query('select 1', []);
  expect(sent).toEqual([
    'netberth-0-0: select * from machines',
    'netberth-1-0: select * from machines',
    'select 1',
  ]);
});
