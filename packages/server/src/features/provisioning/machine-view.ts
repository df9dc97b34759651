import type { Grant, InstallProgress, Machine } from '@netberth/api';
import { now } from '../../database/work.ts';
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
import { waitingOf } from './waiting-machine-store.ts';
import type { SeenWaiting } from './waiting-machine-store.ts';

const longestPauseMs = 2 * 60_000;

/** Machines as administrators see them, in the same order. */
export function* viewMachines(machines: readonly MachineRecord[]): Reading<readonly Machine[]> {
  const seen = yield* newestBoots(machines.map(({ id }) => id));
  const progress = yield* installProgressOf([...seen.values()].map(({ number }) => number));
  const waiting = yield* waitingOf([...seen.keys()]);
  const views: Machine[] = [];
  for (const machine of machines)
    views.push(yield* view(machine, seen.get(machine.id), progress, waiting.get(machine.id)));
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
  everWaited: SeenWaiting | undefined,
): Reading<Machine> {
  // A boot taken over from KIWIspray was not seen here.
  const seen = newest?.address === 'unknown' ? undefined : newest;
  const waiting = everWaited?.bootNumber === seen?.number ? everWaited : undefined;
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
    lastSeenAt: isoTimeOrNull(waiting?.seenAtMs ?? seen?.atMs ?? null),
    lastAddress: seen?.address ?? null,
    downloadTurn: (yield* isAsking(waiting)) ? (waiting?.turn ?? null) : null,
    installProgress: (newest && progress.get(newest.number)) ?? null,
  };
}

/** One that has not asked for longer than any pause of ours was switched off. */
function* isAsking(waiting: SeenWaiting | undefined): Reading<boolean> {
  return waiting !== undefined && (yield* now()) - waiting.seenAtMs < longestPauseMs;
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
