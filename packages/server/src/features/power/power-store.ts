import type { PowerState } from '@netberth/api';
import type { Selectable } from 'kysely';
import type { MachinePowerTable } from '../../database/tables.ts';
import { change, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { deleteSecret, putSecret, readSecret } from '../secrets/secret-store.ts';
import type { ReadSecret } from '../secrets/secret-store.ts';
import type { DriverSettings, PowerRecord } from './power-record.ts';

type Row = Selectable<MachinePowerTable>;

const byMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('machine_power').selectAll().where('machine_id', '=', machineId),
);
const insertRow = statement<Row>()((query, values) =>
  query.insertInto('machine_power').values({
    machine_id: values.machine_id,
    driver: values.driver,
    settings_json: values.settings_json,
    state: values.state,
    tested_at_ms: values.tested_at_ms,
    medium_id: values.medium_id,
    medium_grant_id: values.medium_grant_id,
  }),
);
const deleteRow = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('machine_power').where('machine_id', '=', machineId),
);
const noteState = statement<{ machineId: number; state: string }>()((query, { machineId, state }) =>
  query.updateTable('machine_power').set({ state }).where('machine_id', '=', machineId),
);
const noteMedium = statement<{ machineId: number; mediumId: number | null; grantId: number | null }>()(
  (query, { machineId, mediumId, grantId }) =>
    query
      .updateTable('machine_power')
      .set({ medium_id: mediumId, medium_grant_id: grantId })
      .where('machine_id', '=', machineId),
);

const passwordPlace = (machineId: number) => ({ owner: `machine:${machineId}`, name: 'bmc' });

export function* findPower(machineId: number): Reading<PowerRecord | undefined> {
  const row = yield* readFirst(byMachine, { machineId });
  return row && powerOfRow(row);
}

/** In place of what there was. The medium that is in the drive stays known. */
export function* putPower(
  record: Pick<PowerRecord, 'machineId' | 'settings' | 'state' | 'testedAtMs'>,
  password: string | null,
): Writing<void> {
  const { machineId, settings, state, testedAtMs } = record;
  const old = yield* findPower(machineId);
  yield* change(deleteRow, { machineId });
  yield* change(insertRow, {
    ...{ machine_id: machineId, driver: settings.driver, settings_json: JSON.stringify(settings), state },
    tested_at_ms: testedAtMs,
    ...{ medium_id: old?.mediumId ?? null, medium_grant_id: old?.mediumGrantId ?? null },
  });
  yield* deleteSecret(passwordPlace(machineId));
  if (password !== null) yield* putSecret(passwordPlace(machineId), password);
}

export function* deletePower(machineId: number): Writing<void> {
  yield* change(deleteRow, { machineId });
  yield* deleteSecret(passwordPlace(machineId));
}

export function* readPassword(machineId: number): Reading<ReadSecret> {
  return yield* readSecret(passwordPlace(machineId));
}

export function* noteSeen(machineId: number, state: PowerState): Writing<void> {
  yield* change(noteState, { machineId, state });
}

/** `mediumId` null: the drive is empty. */
export function* noteInserted(
  machineId: number,
  mediumId: number | null,
  grantId: number | null,
): Writing<void> {
  yield* change(noteMedium, { machineId, mediumId, grantId });
}

/** Machines whose drive has a medium that was inserted for a grant which has ended. */
export function* mediaToEject(): Reading<readonly number[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('machine_power as power')
      .innerJoin('grants', 'grants.id', 'power.medium_grant_id')
      .select('power.machine_id')
      .where('power.medium_id', 'is not', null)
      .where('grants.status', '<>', 'live')
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('power_orders as other')
              .select('other.id')
              .whereRef('other.machine_id', '=', 'power.machine_id')
              .where('other.status', 'in', ['planned', 'waiting', 'running']),
          ),
        ),
      )
      .orderBy('power.machine_id')
      .limit(100),
  );
  return rows.map(({ machine_id }) => machine_id);
}

export function powerOfRow(row: Row): PowerRecord {
  return {
    machineId: row.machine_id,
    settings: JSON.parse(row.settings_json) as DriverSettings,
    state: row.state as PowerState,
    testedAtMs: row.tested_at_ms,
    mediumId: row.medium_id,
    mediumGrantId: row.medium_grant_id,
  };
}
