import type { DownloadTurn } from '@netberth/api';
import { readInParts } from '../../database/read-in-parts.ts';
import { change, readFirst, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { WaitingTurn } from './download-line.ts';

/** One long waiting: the boot that began it, and what for; `profile` null: for a person to decide. */
export type WaitingMachine = {
  readonly machineId: number;
  readonly bootNumber: number;
  readonly profile: string | null;
  readonly sinceMs: number;
};

/** A machine that waits, as it was when it last asked. */
export type SeenWaiting = {
  readonly bootNumber: number;
  readonly seenAtMs: number;
  readonly turn: DownloadTurn | null;
};

type Values = {
  machineId: number;
  bootNumber: number;
  profile: string | null;
  sinceMs: number;
  seenAtMs: number;
  place: number | null;
  waiting: number | null;
  readyAtMs: number | null;
};

const byMachine = statement<{ machineId: number }>()((query, { machineId }) =>
  query.selectFrom('waiting_machines').selectAll().where('machine_id', '=', machineId),
);
const updateRow = statement<Values>()((query, values) =>
  query.updateTable('waiting_machines').set(columnsOf(values)).where('machine_id', '=', values.machineId),
);
const insertRow = statement<Values>()((query, values) =>
  query.insertInto('waiting_machines').values({ machine_id: values.machineId, ...columnsOf(values) }),
);
const deleteRow = statement<{ machineId: number }>()((query, { machineId }) =>
  query.deleteFrom('waiting_machines').where('machine_id', '=', machineId),
);

function columnsOf(values: Values) {
  return {
    boot_number: values.bootNumber,
    profile: values.profile,
    since_ms: values.sinceMs,
    seen_at_ms: values.seenAtMs,
    place: values.place,
    waiting: values.waiting,
    ready_at_ms: values.readyAtMs,
  };
}

/** @returns undefined unless it has been waiting since that boot: what a machine says of itself is checked */
export function* findWaiting(machineId: number, bootNumber: number): Reading<WaitingMachine | undefined> {
  const row = yield* readFirst(byMachine, { machineId });
  if (row?.boot_number !== bootNumber) return undefined;
  return { machineId, bootNumber, profile: row.profile, sinceMs: row.since_ms };
}

/** It has asked, and waits on. */
export function* noteWaiting(
  waiting: WaitingMachine,
  turn: WaitingTurn | null,
  nowMs: number,
): Writing<void> {
  const values = {
    ...waiting,
    seenAtMs: nowMs,
    place: turn?.place ?? null,
    waiting: turn?.waiting ?? null,
    readyAtMs: turn && nowMs + turn.readyInMs,
  };
  if ((yield* change(updateRow, values)) === 0) yield* change(insertRow, values);
}

export function* forgetWaiting(machineId: number): Writing<void> {
  yield* change(deleteRow, { machineId });
}

/** Those of the machines that have waited at some time; it is over when another boot is their newest. */
export function* waitingOf(machineIds: readonly number[]): Reading<ReadonlyMap<number, SeenWaiting>> {
  const rows = yield* readInParts(machineIds, (query, some) =>
    query.selectFrom('waiting_machines').selectAll().where('machine_id', 'in', some),
  );
  return new Map(
    rows.map((row) => {
      const { profile, place, waiting, ready_at_ms: readyAtMs } = row;
      const isInLine = profile !== null && place !== null && waiting !== null && readyAtMs !== null;
      const turn = isInLine ? { profile, place, waiting, readyAt: isoTime(readyAtMs) } : null;
      return [row.machine_id, { bootNumber: row.boot_number, seenAtMs: row.seen_at_ms, turn }];
    }),
  );
}
