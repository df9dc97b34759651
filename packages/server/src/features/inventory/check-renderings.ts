import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { isGrantLive, remainingSteps } from '../provisioning/grant-record.ts';
import { findGrant } from '../provisioning/grant-store.ts';
import type { RenderCheck, RenderCheckOfMany } from '../provisioning/render-check.ts';

/** What it rests on must render for it, from the first boot on (rule 9). */
export function* checkResting(machine: MachineRecord, check: RenderCheck): Reading<void> {
  if (machine.resting !== 'disk' && machine.resting !== 'menu')
    yield* requireRendering(machine, machine.resting, check);
}

/** What a live grant will render must still render with what has changed (rule 9). */
export function* checkLiveGrant(machine: MachineRecord, check: RenderCheck): Reading<void> {
  const grant = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!grant || !isGrantLive(grant, yield* now())) return;
  for (const name of remainingSteps(grant)) yield* requireRendering(machine, name, check);
}

function* requireRendering(machine: MachineRecord, name: string, check: RenderCheck): Reading<void> {
  const profile = yield* findProfile(name);
  const [why] = profile ? yield* check(machine, profile) : [];
  if (why !== undefined)
    throw new CommandRefused('templateRefused', { profile: name, machine: machine.id, why });
}

/** The same for many at once, of which those that need the same profile are rendered together. */
export function* checkRenderingsOfAll(
  machines: readonly MachineRecord[],
  checkMany: RenderCheckOfMany,
): Reading<void> {
  const byProfile = new Map<string, MachineRecord[]>();
  for (const machine of machines)
    for (const name of yield* profilesOf(machine))
      byProfile
        .set(name, byProfile.get(name) ?? [])
        .get(name)
        ?.push(machine);
  for (const [name, concerned] of byProfile) {
    const profile = yield* findProfile(name);
    const [broken] = profile ? yield* checkMany(concerned, profile) : [];
    if (broken !== undefined)
      throw new CommandRefused('templateRefused', { profile: name, machine: broken[0], why: broken[1] });
  }
}

/** What it may be served from now on: the rest of a live grant, and what it rests on. */
function* profilesOf({ grantId, resting }: MachineRecord): Reading<ReadonlySet<string>> {
  const grant = grantId === null ? undefined : yield* findGrant(grantId);
  const steps = grant && isGrantLive(grant, yield* now()) ? remainingSteps(grant) : [];
  return new Set([...steps, ...(resting === 'disk' || resting === 'menu' ? [] : [resting])]);
}
