import type { PlanChange } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { readInParts } from '../../database/read-in-parts.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { Step } from './planned-step.ts';

/** Looking for more would read the whole audit log again and again. */
const mostTargets = 50;

/** Who changed these things last, by target, for those who may read the audit log. */
export function* lastChanges(
  steps: readonly Step[],
  actor: Actor,
): Reading<ReadonlyMap<string, PlanChange['lastChange']>> {
  const targets = steps.flatMap(({ target }) => target ?? []).slice(0, mostTargets);
  if (targets.length === 0 || !actor.permissions.has('audit:read')) return new Map();
  const rows = yield* readInParts(targets, (query, some) =>
    query
      .selectFrom('audit_records')
      .select(['target', 'actor', 'at_ms', 'command'])
      .where('target', 'in', some)
      .orderBy('id'),
  );
  return new Map(
    rows.map(({ target, actor: by, at_ms, command }) => [target ?? '', { by, at: isoTime(at_ms), command }]),
  );
}
