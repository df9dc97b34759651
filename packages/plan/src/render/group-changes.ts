import type { ChangedField, Plan, PlanChange } from '@netberth/api';

/** Changes of several things that are the same change. */
export type ChangeGroup = Pick<PlanChange, 'kind' | 'action' | 'isDrift'> & {
  readonly names: readonly string[];
  readonly fields: readonly ChangedField[];
  /** Of new machines, in the order of their names: `52:54:00:12:34:56, 192.0.2.10, protected`. */
  readonly details: readonly string[];
  /** Of the first that says. */
  readonly lastChange: PlanChange['lastChange'];
  readonly machines: number;
};

/** The changes of a plan, what is alike together, in the order in which they are made. */
export function groupChanges(changes: Plan['changes']): readonly ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const { kind, name, action, fields, isDrift, lastChange, machines } of changes) {
    const isNewMachine = action === 'add' && kind === 'machine';
    const shown = isNewMachine ? [] : fields;
    const key = JSON.stringify([kind, action, isDrift, shown]);
    const group = groups.get(key);
    groups.set(key, {
      ...{ kind, action, isDrift, fields: shown },
      names: [...(group?.names ?? []), name],
      details: [...(group?.details ?? []), ...(isNewMachine ? [detailOf(fields)] : [])],
      lastChange: group?.lastChange ?? lastChange,
      machines: (group?.machines ?? 0) + machines,
    });
  }
  return [...groups.values()];
}

/** What tells a new machine from others. */
function detailOf(fields: PlanChange['fields']): string {
  const after = new Map(fields.map((field) => [field.field, field.after]));
  const isProtected = after.get('protected') === 'yes';
  const words = ['macs', 'serial', 'uuid', 'address'].map((name) => after.get(name));
  return [...words, isProtected ? 'protected' : null].filter((word) => typeof word === 'string').join(', ');
}

const plurals: Readonly<Record<PlanChange['kind'], string>> = {
  ...{ role: 'roles', group: 'groups', setting: 'settings', menu: 'entries of the menu' },
  ...{ profile: 'profiles', machine: 'machines', rule: 'rules', grant: 'grants' },
};

/** `1 machine`, `412 machines` */
export function countKind(count: number, kind: PlanChange['kind']): string {
  if (count !== 1) return `${count} ${plurals[kind]}`;
  return kind === 'menu' ? '1 entry of the menu' : `1 ${kind}`;
}

/** `2 to add, 412 to change, 1 to remove` */
export function countsSentence({ changes, radius }: Plan): string {
  const count = (action: PlanChange['action']) => changes.filter((one) => one.action === action).length;
  const parts = [
    `${count('add')} to add`,
    `${count('change')} to change`,
    `${count('remove')} to remove`,
    ...(radius.grants > 0 ? [`${radius.grants} to grant`] : []),
  ];
  return parts.join(', ');
}

/** `touches 412 machines, 3 protected; grants 0` */
export function radiusSentence({ radius }: Plan): string {
  const { machines, protected: guarded, grants } = radius;
  return `touches ${countKind(machines, 'machine')}, ${guarded} protected; grants ${grants}`;
}

/** `5 machines, 2 roles`; empty: nothing. */
export function undescribedSentence({ undescribed }: Plan): string {
  return Object.entries(undescribed)
    .map(([kind, count]) => countKind(count, kind as PlanChange['kind']))
    .join(', ');
}
