import type { Machine } from '@netberth/api';
import type { Writing } from '../../database/work.ts';
import type { MessageKey, MessageValues } from '../../platform/message-registry.ts';
import { raiseEvent } from '../events/event-store.ts';
import { addIdentifiers, machineOwning } from '../machines/identifier-store.ts';
import { updateMachine } from '../machines/machine-store.ts';
import { whyNoReport } from './boot-bearer.ts';
import type { BootBearer } from './boot-bearer.ts';
import { recordCallback } from './callback-store.ts';
import { holdMachine } from './hold-machine.ts';

type Found = { readonly macs: readonly string[]; readonly metadata: Machine['metadata'] };
export type UpdateOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly key: MessageKey; readonly values: MessageValues };

/** What a discover boot found out about its own machine: the only way besides a person that identifiers grow. */
export function* updateFacts(bearer: BootBearer, { macs, metadata }: Found): Writing<UpdateOutcome> {
  const { boot, machine } = bearer;
  const why = whyNoReport(bearer) ?? (boot.finishedAtMs === null ? undefined : 'it has finished');
  if (why !== undefined) return { ok: false, key: 'bootOver', values: { boot: boot.number, why } };
  if (boot.profile !== 'discover') return { ok: false, key: 'notDiscover', values: { boot: boot.number } };
  const unowned: string[] = [];
  for (const mac of macs) {
    const owner = yield* machineOwning('mac', mac);
    if (owner === undefined) unowned.push(mac);
    else if (owner !== machine.id) return yield* holdForConflict(bearer, mac, owner);
  }
  yield* addIdentifiers(machine.id, { macs: unowned, uuid: null, serial: null });
  yield* updateMachine(machine, { metadata: { ...machine.metadata, ...metadata } });
  const text = `machine ${machine.id}: ${unowned.length} new MACs, ${Object.keys(metadata).length} metadata values`;
  yield* recordCallback(boot.number, 'update', text);
  return { ok: true, text };
}

function* holdForConflict({ machine }: BootBearer, mac: string, owner: number): Writing<UpdateOutcome> {
  const why = `it reports mac ${mac}, which belongs to machine ${owner}`;
  yield* holdMachine(machine, `identity in conflict: ${why}`);
  const message = `machine ${machine.id}: ${why}`;
  yield* raiseEvent({ severity: 'alert', kind: 'identityConflict', message, machineId: machine.id });
  return { ok: false, key: 'badUpdate', values: { why } };
}
