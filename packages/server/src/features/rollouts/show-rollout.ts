import type { OutputOf, RolloutMachine, rolloutShow } from '@netberth/api';
import { valuesAtOnce } from '../../database/read-in-parts.ts';
import type { Reading } from '../../database/work.ts';
import { findMachines } from '../machines/machine-store.ts';
import { newestBoots } from '../provisioning/boot-store.ts';
import { versionsBehind, versionsOf } from './image-version-store.ts';
import type { ImageVersion } from './image-version-store.ts';
import { countPhases, machinesOfRollout } from './rollout-machine-store.ts';
import { viewRollout } from './rollout-record.ts';
import type { RolloutMachineRecord, RolloutRecord } from './rollout-record.ts';

type Page = { readonly after?: number | undefined; readonly limit: number };

/** Who runs what, and how far behind. */
export function* showRollout(
  rollout: RolloutRecord,
  { after = 0, limit }: Page,
): Reading<OutputOf<typeof rolloutShow>> {
  const versions = yield* versionsOf(rollout.image);
  const all = yield* machinesOfRollout(rollout.id);
  const runs = yield* runsOf(all.map(({ machineId }) => machineId));
  const counts = new Map<string, number>();
  for (const profile of runs.values()) counts.set(profile, (counts.get(profile) ?? 0) + 1);
  const counted = versions.map((version) => ({ ...version, machines: counts.get(version.profile) ?? 0 }));
  const page = all.filter(({ machineId }) => machineId > after).slice(0, limit);
  const last = page.at(-1)?.machineId;
  return {
    rollout: viewRollout(rollout, yield* countPhases(rollout.id)),
    versions: counted,
    otherwise: all.length - counted.reduce((sum, { machines }) => sum + machines, 0),
    machines: yield* viewMachines(page, { versions, runs, target: rollout.profile }),
    next: last !== undefined && last !== all.at(-1)?.machineId ? last : null,
  };
}

function* viewMachines(
  page: readonly RolloutMachineRecord[],
  known: {
    readonly versions: readonly ImageVersion[];
    readonly runs: ReadonlyMap<number, string>;
    readonly target: string;
  },
): Reading<RolloutMachine[]> {
  const machines = yield* findMachines(page.map(({ machineId }) => machineId));
  const hostnames = new Map(machines.map(({ id, hostname }) => [id, hostname]));
  return page.map(({ machineId, phase, why, isStaged }) => {
    const runs = known.runs.get(machineId) ?? null;
    return {
      ...{ machine: machineId, hostname: hostnames.get(machineId) ?? null, phase, why },
      ...{ staged: isStaged, runs, versionsBehind: versionsBehind(known.versions, known.target, runs) },
    };
  });
}

/** What the last boot of each gave it: a profile, or the name of what it was instead. */
function* runsOf(ids: readonly number[]): Reading<ReadonlyMap<number, string>> {
  const runs = new Map<number, string>();
  for (let first = 0; first < ids.length; first += valuesAtOnce) {
    const boots = yield* newestBoots(ids.slice(first, first + valuesAtOnce));
    for (const [id, { profile, decision }] of boots) runs.set(id, profile ?? decision);
  }
  return runs;
}
