import type { Reading } from '../../database/work.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import type { Trait } from '../templates/machine-traits.ts';
import { readSubjects } from '../templates/subject-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { checkRendering } from './check-rendering.ts';
import { renderTraits } from './render-traits.ts';

/**
 * {@link checkRendering} for many machines: rendered is once for those that are alike in everything that decides whether
 * it can be done.
 */
export function checkRenderingOfMany(menu: MenuSource): RenderCheckOfMany {
  const check = checkRendering(menu);
  return function* (
    machines: readonly MachineRecord[],
    profile: ProfileRecord,
  ): Reading<ReadonlyMap<number, string>> {
    const traits = renderTraits(profile);
    const known = new Map<string, string | undefined>();
    const problems = new Map<number, string>();
    for (const subject of yield* readSubjects(machines, partsOf(traits))) {
      const trait = traits.map(({ of }) => of(subject)).join('\n');
      if (!known.has(trait)) known.set(trait, (yield* check(subject.machine, profile))[0]);
      const why = known.get(trait);
      if (why !== undefined) problems.set(subject.machine.id, why);
    }
    return problems;
  };
}

function partsOf(traits: readonly Trait[]): ReadonlySet<keyof Subject> {
  const parts = new Set<keyof Subject>(['machine']);
  for (const { looksAt } of traits) {
    if (looksAt === 'identity' || looksAt === 'all') parts.add('identity');
    if (looksAt === 'labels' || looksAt === 'all') parts.add('labels');
  }
  return parts;
}
