import type { Grant, InstallProgress, Machine } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { labelsOf } from '../machines/label-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { BootRecord } from './boot-record.ts';
import { newestBoots } from './boot-store.ts';
import type { GrantRecord } from './grant-record.ts';
import { newestGrantOf } from './grant-store.ts';
import { installProgressOf } from './install-progress.ts';
import { kiwisprayState } from './kiwispray-state.ts';

/** Machines as administrators see them, in the same order. */
export function* viewMachines(machines: readonly MachineRecord[]): Reading<readonly Machine[]> {
  const seen = yield* newestBoots(machines.map(({ id }) => id));
  const progress = yield* installProgressOf([...seen.values()].map(({ number }) => number));
  const views: Machine[] = [];
  for (const machine of machines) views.push(yield* view(machine, seen.get(machine.id), progress));
  return views;
}

/** A machine as administrators see it. */
export function* viewMachine(machine: MachineRecord): Reading<Machine> {
  const [view] = yield* viewMachines([machine]);
  if (view === undefined) throw new Error(`machine ${machine.id} has no view`);
  return view;
}

function* view(
  machine: MachineRecord,
  newest: BootRecord | undefined,
  progress: ReadonlyMap<number, InstallProgress>,
): Reading<Machine> {
  // A boot taken over from KIWIspray was not seen here.
  const seen = newest?.address === 'unknown' ? undefined : newest;
  const identity = yield* identityOf(machine.id);
  const grant = (yield* newestGrantOf(machine.id)) ?? null;
  return {
    id: machine.id,
    state: machine.state,
    stateReason: machine.stateReason,
    hostname: machine.hostname,
    macs: [...identity.macs],
    serial: identity.serial,
    uuid: identity.uuid,
    asset: machine.hardware['asset'] ?? null,
    address: machine.address,
    network: machine.network,
    labels: { ...(yield* labelsOf(machine.id)) },
    metadata: machine.metadata,
    resting: machine.resting,
    protected: machine.isProtected,
    proof: machine.proof,
    hardware: { ...machine.hardware },
    kiwisprayState: kiwisprayState(machine, grant),
    grant: grant && grant.id === machine.grantId ? viewGrant(grant) : null,
    pendingSteps: [...machine.pendingSteps],
    createdAt: isoTime(machine.createdAtMs),
    lastSeenAt: isoTimeOrNull(seen?.atMs ?? null),
    lastAddress: seen?.address ?? null,
    installProgress: (newest && progress.get(newest.number)) ?? null,
  };
}

function viewGrant(grant: GrantRecord): Grant {
  return {
    id: grant.id,
    status: grant.status,
    steps: [...grant.steps],
    step: grant.step,
    starts: grant.starts,
    maxStarts: grant.maxStarts,
    expiresAt: isoTime(grant.expiresAtMs),
    address: grant.address,
    createdBy: grant.createdBy,
    createdAt: isoTime(grant.createdAtMs),
    reason: grant.reason,
  };
}
