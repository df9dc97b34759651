import { commandList, planKinds } from '@netberth/api';
import type { AppliedConfiguration, Permission } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { entriesOfChanges } from './entries-of-changes.ts';
import type { AppliedEntry, ChangedEntry } from './entries-of-changes.ts';

const shownApplies = 10;
const shownChanges = 200;
/** Older changes are not looked at: the log has no end. */
const readChanges = 2000;
const readApplies = 500;

/** What a kind is read with; who may not read it is not told of it either. */
const permissions: Readonly<Record<(typeof planKinds)[number], Permission>> = {
  ...{ role: 'access:read', group: 'access:read', setting: 'settings:read', menu: 'menu:read' },
  ...{ profile: 'profile:read', machine: 'machine:read', rule: 'rules:read', grant: 'machine:read' },
};
/** Reading a secret is recorded as a change is, and changes nothing. */
const changing = commandList
  .filter(
    ({ name, effect, permission }) =>
      effect === 'write' && permission.endsWith(':write') && name !== 'profile.reveal',
  )
  .map(({ name }) => name);

type Change = {
  readonly id: number;
  readonly server: string;
  readonly sequence: number;
  readonly actor: string;
  readonly at_ms: number;
  readonly command: string;
  readonly target: string | null;
};
type Apply = Change & { readonly after_json: string; readonly reason: string | null };

/** What folders described when they were applied, and what was changed otherwise since. */
export function* readAppliedState(actor: Actor): Reading<AppliedConfiguration> {
  const mayAudit = actor.permissions.has('audit:read');
  const entries = (yield* readEntries()).filter(({ kind }) => actor.permissions.has(permissions[kind]));
  const applies = yield* readAppliesOf();
  const changed = changedByHand(yield* entriesOfChanges(entries, yield* readChangesOf()), applies);
  return {
    applies: mayAudit ? applies.slice(0, shownApplies).map(viewApply) : [],
    described: describedIn(entries),
    changed: changed.slice(0, shownChanges).map(({ entry: { kind, name, atMs }, change }) => ({
      ...{ kind, name, appliedAt: isoTime(atMs), changedAt: isoTime(change.at_ms) },
      by: mayAudit ? change.actor : null,
      command: mayAudit ? change.command : null,
    })),
  };
}

function* readEntries(): Reading<readonly AppliedEntry[]> {
  const rows = yield* readQuery((query) =>
    query.selectFrom('applied_configuration').select(['kind', 'name', 'applied_at_ms']),
  );
  return rows.flatMap(({ kind: said, name, applied_at_ms: atMs }) => {
    const kind = planKinds.find((each) => each === said);
    return kind === undefined ? [] : [{ kind, name, atMs }];
  });
}

function* readAppliesOf(): Reading<readonly Apply[]> {
  return yield* readQuery((query) =>
    query
      .selectFrom('audit_records')
      .select(['id', 'server', 'sequence', 'actor', 'at_ms', 'command', 'target', 'after_json', 'reason'])
      .where('command', '=', 'configuration.apply')
      .orderBy('id', 'desc')
      .limit(readApplies),
  );
}

function* readChangesOf(): Reading<readonly Change[]> {
  return yield* readQuery((query) =>
    query
      .selectFrom('audit_records')
      .select(['id', 'server', 'sequence', 'actor', 'at_ms', 'command', 'target'])
      .where('command', 'in', changing)
      .orderBy('id', 'desc')
      .limit(readChanges),
  );
}

/** Only the last change of each counts: what an apply has set right is as the folder says. */
function changedByHand(
  found: readonly ChangedEntry<Change>[],
  applies: readonly Apply[],
): readonly ChangedEntry<Change>[] {
  const last = new Map<AppliedEntry, ChangedEntry<Change>>();
  for (const changed of found) if (!last.has(changed.entry)) last.set(changed.entry, changed);
  return [...last.values()].filter(
    ({ entry, change }) => change.at_ms >= entry.atMs && !applies.some((apply) => isPartOf(change, apply)),
  );
}

/** An apply records each of its changes, and then itself: what stands right before it in the chain of its server is its own. */
function isPartOf({ server, sequence }: Change, apply: Apply): boolean {
  const first = apply.sequence - recordsOf(apply);
  return apply.server === server && sequence >= first && sequence < apply.sequence;
}

function recordsOf({ after_json }: Apply): number {
  const { records, changes } = readAfter(after_json);
  return records ?? changes;
}

function viewApply({ at_ms, actor, after_json, reason }: Apply): AppliedConfiguration['applies'][number] {
  const { changes, machines, grants } = readAfter(after_json);
  return { at: isoTime(at_ms), by: actor, changes, machines, grants, reason };
}

type After = { changes: number; machines: number; grants: number; records?: number };

/** As `configuration apply` has written it. */
function readAfter(json: string): After {
  return JSON.parse(json) as After;
}

function describedIn(entries: readonly AppliedEntry[]): AppliedConfiguration['described'] {
  return planKinds.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    if (own.length === 0) return [];
    const lastMs = own.reduce((last, { atMs }) => Math.max(last, atMs), 0);
    return [{ kind, count: own.length, appliedAt: isoTime(lastMs) }];
  });
}
