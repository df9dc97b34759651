import { statement } from '../../src/database/work.ts';

/** A few statements on tables whose shape changes seldom, for tests of the database itself. */

export const insertEvent = statement<{ message: string; atMs: number }>()(
  (query, { message, atMs }) =>
    query
      .insertInto('events')
      .values({ at_ms: atMs, severity: 'notice', kind: 'test', message, machine_id: null }),
  'id',
);

export const eventById = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('events').select(['message', 'at_ms']).where('id', '=', id),
);

export const eventsByMessage = statement<{ message: string }>()((query, { message }) =>
  query.selectFrom('events').select(['id', 'message']).where('message', '=', message),
);

export const allEvents = statement()((query) =>
  query.selectFrom('events').select(['id', 'message', 'at_ms']).orderBy('id'),
);

export const insertLabel = statement<{ machine: number; name: string; value: string }>()(
  (query, { machine, name, value }) =>
    query.insertInto('labels').values({ machine_id: machine, name, value }),
);

export const setLabel = statement<{ machine: number; name: string; value: string }>()(
  (query, { machine, name, value }) =>
    query.updateTable('labels').set({ value }).where('machine_id', '=', machine).where('name', '=', name),
);

export const labelByName = statement<{ machine: number; name: string }>()((query, { machine, name }) =>
  query
    .selectFrom('labels')
    .select(['name', 'value'])
    .where('machine_id', '=', machine)
    .where('name', '=', name),
);

export const labelsInOrder = statement<{ machine: number }>()((query, { machine }) =>
  query.selectFrom('labels').select(['name', 'value']).where('machine_id', '=', machine).orderBy('name'),
);

export const insertMachine = statement<{ state: string }>()(
  (query, { state }) =>
    query.insertInto('machines').values({
      state,
      version: 1,
      resting: 'disk',
      metadata_json: '{}',
      hardware_json: '{}',
      pending_steps_json: '[]',
      created_at_ms: 0,
    }),
  'id',
);

export const machineById = statement<{ id: number }>()((query, { id }) =>
  query.selectFrom('machines').select(['state', 'version']).where('id', '=', id),
);

export const changeState = statement<{
  id: number;
  from: string;
  version: number;
  to: string;
  next: number;
}>()((query, { id, from, version, to, next }) =>
  query
    .updateTable('machines')
    .set({ state: to, version: next })
    .where('id', '=', id)
    .where('state', '=', from)
    .where('version', '=', version),
);
