import { expect, test } from 'vitest';
import { pgbenchScript } from './pgbench-script.ts';

test('the machine is another one each time, everything else is as it was', () => {
  const statements = [
    { sql: 'start transaction isolation level serializable', values: [] },
    {
      sql: 'select "id" from "identifiers" where "kind" = $1 and "value" = $2',
      values: ['mac', '52:54:00:00:13:88'],
    },
    {
      sql: 'insert into "boots" ("machine_id", "reason", "step") values ($1, $2, $3)',
      values: ['5001', "it's done", null],
    },
    { sql: 'commit', values: [] },
  ];
  expect(pgbenchScript(statements, { id: 5001, mac: '52:54:00:00:13:88', machines: 10_000 })).toBe(
    String.raw`\set id random(1, 10000)
start transaction isolation level serializable;
select "id" from "identifiers" where "kind" = 'mac' and "value" = ('52:54:00:' || substr(lpad(to_hex((:id - 1)::int), 6, '0'), 1, 2) || ':' || substr(lpad(to_hex((:id - 1)::int), 6, '0'), 3, 2) || ':' || substr(lpad(to_hex((:id - 1)::int), 6, '0'), 5, 2));
insert into "boots" ("machine_id", "reason", "step") values (:id, 'it''s done', null);
commit;
`,
  );
});
