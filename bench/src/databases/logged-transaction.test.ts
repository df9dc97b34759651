import { expect, test } from 'vitest';
import { transactionInto } from './logged-transaction.ts';

test('the statements of a boot are found among those of others, with their values', () => {
  const log = [
    { pid: 1, message: 'statement: start transaction isolation level serializable' },
    { pid: 2, message: 'statement: start transaction isolation level serializable' },
    { pid: 1, message: 'execute <unnamed>: select $1', detail: "parameters: $1 = 'other'" },
    {
      pid: 2,
      message: 'execute <unnamed>: insert into "boots" ("reason", "grant_id", "script") values ($1, $2, $3)',
      detail: "parameters: $1 = 'it''s its disk', $2 = NULL, $3 = '#!ipxe\nexit'",
    },
    { pid: 3, message: 'checkpoint starting: time' },
    { pid: 2, message: 'statement: commit' },
    { pid: 1, message: 'statement: commit' },
  ];
  expect(transactionInto('boots', log)).toEqual([
    { sql: 'start transaction isolation level serializable', values: [] },
    {
      sql: 'insert into "boots" ("reason", "grant_id", "script") values ($1, $2, $3)',
      values: ["it's its disk", null, '#!ipxe\nexit'],
    },
    { sql: 'commit', values: [] },
  ]);
});

test('a log without such a transaction is refused', () => {
  expect(() => transactionInto('boots', [{ pid: 1, message: 'statement: commit' }])).toThrow(
    'Reading the log of PostgreSQL: there is no transaction that made a row in "boots".',
  );
});
