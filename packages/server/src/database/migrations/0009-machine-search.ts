import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

/** All that a machine is searched by: its host name and its identifiers. */
const textOf = (machine: string) =>
  `select coalesce(machines.hostname, '') || char(10) || coalesce(
     (select group_concat(value, char(10)) from identifiers where machine_id = machines.id), '')
   from machines where machines.id = ${machine}`;
const renew = (machine: string) =>
  `update machine_search set text = (${textOf(machine)}) where rowid = ${machine};`;
const trigger = (name: string, when: string, statement: string) =>
  `create trigger machine_search_${name} after ${when} begin ${statement} end`;

/** An index of every three characters, which SQLite brings up to date with what it is made of. */
const sqlite: readonly string[] = [
  `create virtual table machine_search using fts5(text, tokenize = 'trigram')`,
  `insert into machine_search (rowid, text) select id, (${textOf('outer_machines.id')}) from machines as outer_machines`,
  trigger(
    'added',
    'insert on machines',
    `insert into machine_search (rowid, text) values (new.id, coalesce(new.hostname, ''));`,
  ),
  trigger('named', 'update of hostname on machines when new.hostname is not old.hostname', renew('new.id')),
  trigger('removed', 'delete on machines', 'delete from machine_search where rowid = old.id;'),
  trigger('identified', 'insert on identifiers', renew('new.machine_id')),
  trigger('unidentified', 'delete on identifiers', renew('old.machine_id')),
];

const others = `create view machine_search as
  select machine_id as rowid, lower(value) as text from identifiers
  union all select id as rowid, lower(hostname) as text from machines where hostname is not null`;

/** Finds machines by a part of their name or of an identifier: quick on SQLite, as before elsewhere. */
export const machineSearch: Migration = {
  name: '0009-machine-search',
  async up({ column, run }) {
    const statements: readonly RawBuilder<unknown>[] = (column.partIndex === 'fts5' ? sqlite : [others]).map(
      (text) => sql.raw(text),
    );
    for (const statement of statements) await run(statement);
  },
};
