import type { PowerState } from '@netberth/api';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { fillMessage, messages } from '../../platform/message-registry.ts';
import type { MessageValues } from '../../platform/message-registry.ts';
import { printable } from '../../platform/printable.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachine } from '../machines/machine-store.ts';
import { revokeMedium } from '../media/medium-store.ts';
import { endGrant } from '../provisioning/end-grant.ts';
import { findGrant } from '../provisioning/grant-store.ts';
import { advanceBatch } from './power-batch-store.ts';
import { insertOrder, updateOrder } from './power-order-store.ts';
import type { OrderRecord } from './power-record.ts';
import { findPower, noteInserted, noteSeen } from './power-store.ts';

/** It was done. */
export function* endDone(order: OrderRecord, state: PowerState, said: string): Writing<void> {
  const nowMs = yield* now();
  yield* updateOrder(order, { status: 'done', why: said, endedAtMs: nowMs });
  if (state !== 'unknown') yield* noteSeen(order.machineId, state);
  if (order.action === 'eject') yield* endMedium(order.machineId, nowMs);
  if (order.batchId !== null) yield* advanceBatch(order.batchId, nowMs);
}

/** It was not, and is not tried again: a person is told, and a grant that waits for it ends. */
export function* endFailed(order: OrderRecord, told: string, isMediumOut = false): Writing<void> {
  const nowMs = yield* now();
  const why = printable(told, 500);
  yield* updateOrder(order, { status: 'failed', why, endedAtMs: nowMs });
  if (order.batchId !== null) yield* advanceBatch(order.batchId, nowMs);
  const machine = yield* findMachine(order.machineId);
  if (!machine) return;
  yield* tell(machine, order, why);
  if (order.action === 'eject') yield* giveUpEjecting(order.machineId, nowMs);
  else if (isMediumOut) yield* endMedium(order.machineId, nowMs);
  else yield* takeBackMedium(order, nowMs);
  if (order.grantId !== null) yield* endItsGrant(machine, order, why);
}

/** Nobody wants it any more. */
export function* endCancelled(order: OrderRecord, why: string): Writing<void> {
  const nowMs = yield* now();
  yield* updateOrder(order, { status: 'cancelled', why, endedAtMs: nowMs });
  if (order.batchId !== null) yield* advanceBatch(order.batchId, nowMs);
}

function* tell(machine: MachineRecord, { action }: OrderRecord, why: string): Writing<void> {
  const values = { machine: machineName(machine), id: machine.id, action: `power ${action}`, why };
  const message = alertText('powerFailed', values);
  yield* raiseEvent({ severity: 'alert', kind: 'powerFailed', message, machineId: machine.id });
}

/** Only while nothing has begun: an installation that runs is not ended by a BMC that is in trouble. */
function* endItsGrant(machine: MachineRecord, { grantId }: OrderRecord, why: string): Writing<void> {
  const grant = machine.grantId === grantId && grantId !== null ? yield* findGrant(grantId) : undefined;
  if (grant?.status !== 'live' || machine.state !== 'granted') return;
  const values = { machine: machineName(machine), why };
  const message = alertText('powerEnded', values);
  yield* endGrant(machine, grant, 'report-failure', `it could not be restarted: ${why}`);
  yield* raiseEvent({ severity: 'alert', kind: 'powerEnded', message, machineId: machine.id });
}

function alertText(key: 'powerFailed' | 'powerEnded', values: MessageValues): string {
  const { code, text } = messages[key];
  return `${code}: ${fillMessage(text, values)}`;
}

/** What was inserted for nothing is taken out again. */
function* takeBackMedium({ machineId, next }: OrderRecord, nowMs: number): Writing<void> {
  const power = next === 'medium' ? yield* findPower(machineId) : undefined;
  if (!power || power.mediumId === null) return;
  yield* orderEject(machineId, nowMs);
}

export function* orderEject(machineId: number, nowMs: number): Writing<void> {
  yield* insertOrder({
    ...{ machineId, action: 'eject', next: null, batchId: null, wave: 1, grantId: null },
    ...{ createdBy: 'the server', createdAtMs: nowMs, status: 'waiting' },
  });
}

/** Its URL and its key end with it. */
function* endMedium(machineId: number, nowMs: number): Writing<void> {
  const power = yield* findPower(machineId);
  if (!power || power.mediumId === null) return;
  yield* revokeMedium(power.mediumId, nowMs);
  yield* noteInserted(machineId, null, null);
}

/** Nothing is served from it any more, and the next try is a person's. */
function* giveUpEjecting(machineId: number, nowMs: number): Writing<void> {
  const power = yield* findPower(machineId);
  if (!power || power.mediumId === null) return;
  yield* revokeMedium(power.mediumId, nowMs);
  yield* noteInserted(machineId, power.mediumId, null);
}
