import type { PlanChange } from '@netberth/api';
import { readInParts } from '../../database/read-in-parts.ts';
import type { Reading } from '../../database/work.ts';
import { findMachines } from '../machines/machine-store.ts';

/** One thing that a folder described when it was applied. */
export type AppliedEntry = {
  readonly kind: PlanChange['kind'];
  readonly name: string;
  readonly atMs: number;
};

/** A described thing that a change of the audit log is about. */
export type ChangedEntry<Change> = { readonly entry: AppliedEntry; readonly change: Change };

type Recorded = { readonly id: number; readonly target: string | null };

/** Which described things each change is about, in the order of the changes; a change of anything else is left out. */
export function* entriesOfChanges<Change extends Recorded>(
  entries: readonly AppliedEntry[],
  changes: readonly Change[],
): Reading<readonly ChangedEntry<Change>[]> {
  const known = new Map(entries.map((entry) => [keyOf(entry.kind, entry.name), entry]));
  const named = yield* namedIn(changes.filter(({ target }) => /^(machines?|group):/.test(target ?? '')));
  return changes.flatMap((change) => {
    const keys = named.get(change.id) ?? keysOf(change.target ?? '');
    const found = new Set(keys.flatMap((key) => known.get(key) ?? []));
    return [...found].map((entry) => ({ entry, change }));
  });
}

function keyOf(kind: AppliedEntry['kind'], name: string): string {
  return `${kind} ${name.toLowerCase()}`;
}

const namedAlike = ['role', 'setting', 'profile', 'rule'] as const;

/** What the audit log names as a folder does. */
function keysOf(target: string): readonly string[] {
  const [, kind = '', name = ''] = /^([a-z-]+):(.+)$/.exec(target) ?? [];
  const found = kind === 'menu-entry' ? 'menu' : namedAlike.find((each) => each === kind);
  return found === undefined ? [] : [keyOf(found, name)];
}

/**
 * Machines and groups have ids in the audit log: what they are called stands in the records, before the change too, which may
 * have given another name.
 */
function* namedIn(changes: readonly Recorded[]): Reading<ReadonlyMap<number, readonly string[]>> {
  const rows = yield* readInParts(
    changes.map(({ id }) => id),
    (query, some) =>
      query.selectFrom('audit_records').select(['id', 'before_json', 'after_json']).where('id', 'in', some),
  );
  const named = new Map<number, readonly string[]>();
  for (const { id, before_json, after_json } of rows) {
    const [before, after] = [before_json, after_json].map((json) => JSON.parse(json) as Recording);
    const many = yield* findMachines(Array.isArray(after?.machines) ? after.machines : []);
    named.set(id, [
      ...[before, after].flatMap((one) => nameIn(one) ?? []),
      ...many.flatMap(({ hostname }) => (hostname === null ? [] : [keyOf('machine', hostname)])),
    ]);
  }
  return named;
}

/** Of a machine, a group, or of what was done to many machines at once. */
type Recording = {
  readonly hostname?: string | null;
  readonly group?: string;
  readonly machines?: unknown;
} | null;

function nameIn(recording: Recording | undefined): string | undefined {
  if (typeof recording?.hostname === 'string') return keyOf('machine', recording.hostname);
  return typeof recording?.group === 'string' ? keyOf('group', recording.group) : undefined;
}
