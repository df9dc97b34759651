import { groupList, roleList } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { changedFields } from '@netberth/plan';
import type { Reading } from '../../database/work.ts';
import { nobody, nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { readByCommand } from './read-by-command.ts';

type Role = OutputOf<typeof roleList>['roles'][number];
type Group = OutputOf<typeof groupList>['groups'][number];

export function* roleSteps(sources: PlanSources, asked: Asked): Reading<KindPlan> {
  const wanted = asked.configuration.roles;
  if (wanted === undefined) return nothingPlanned;
  const { roles } = yield* readByCommand(sources, roleList, {}, asked.actor);
  const own = new Map(roles.filter(({ builtIn }) => !builtIn).map((role) => [role.name, role]));
  const builtIn = Object.keys(wanted).filter((name) => roles.some((one) => one.builtIn && one.name === name));
  const steps = Object.entries(wanted).flatMap(([name, { permissions, summary }]) => {
    const old = own.get(name);
    const fields = changedFields(old ? roleView(old) : null, roleView({ permissions, summary }));
    if (old && fields.length === 0) return [];
    const input = { name, permissions, summary, replace: old !== undefined };
    return [roleStep(name, old, { action: old ? 'change' : 'add', fields, command: 'role.set', input })];
  });
  const others = [...own.values()].filter(({ name }) => wanted[name] === undefined);
  const removals = others.map((role) =>
    roleStep(role.name, role, {
      action: 'remove',
      fields: [],
      command: 'role.remove',
      input: { name: role.name },
    }),
  );
  return {
    steps: [...steps, ...(asked.prune ? removals : [])],
    unchanged: Object.keys(wanted).length - steps.length,
    undescribed: asked.prune ? 0 : others.length,
    problems: builtIn.map((name) => ({
      at: ['roles', name],
      message: `"${name}" is built in and stays as it is; give yours another name`,
    })),
  };
}

function roleView({ permissions, summary }: { permissions: readonly string[]; summary: string }) {
  return { permissions: permissions.toSorted().join(', '), ...(summary !== '' && { summary }) };
}

type Made = Pick<Step, 'action' | 'fields'> & { readonly command: string; readonly input: object };

function roleStep(name: string, old: Role | undefined, { action, fields, command, input }: Made): Step {
  const revision = old?.revision ?? null;
  return {
    ...{ kind: 'role', name, action, fields, revision, touches: nobody, commands: [command] },
    target: `role:${name}`,
    everyone: 'who may do what',
    *run(run) {
      yield* run(command, { ...input }, revision);
    },
  };
}

/** Groups of the directory by their names; two sources have each their own. */
export function* groupSteps(sources: PlanSources, asked: Asked): Reading<KindPlan> {
  const wanted = asked.configuration.groups;
  if (wanted === undefined) return nothingPlanned;
  const { groups } = yield* readByCommand(sources, groupList, {}, asked.actor);
  const keyOf = (group: string, source: string) => `${source}\0${group.toLowerCase()}`;
  const known = new Map(groups.map((group) => [keyOf(group.group, group.source), group]));
  const steps = Object.entries(wanted).flatMap(([group, { roles, source }]) => {
    const old = known.get(keyOf(group, source));
    const fields = changedFields(old ? groupView(old) : null, groupView({ roles, source }));
    if (old && fields.length === 0) return [];
    return [groupStep(group, old, fields, 'group.set', { group, roles, source })];
  });
  const described = new Set(Object.entries(wanted).map(([group, { source }]) => keyOf(group, source)));
  const others = groups.filter(({ group, source }) => !described.has(keyOf(group, source)));
  const removals = others.map((group) =>
    groupStep(group.group, group, null, 'group.remove', { id: group.id }),
  );
  return {
    steps: [...steps, ...(asked.prune ? removals : [])],
    unchanged: described.size - steps.length,
    undescribed: asked.prune ? 0 : others.length,
    problems: [],
  };
}

function groupView({ roles, source }: Pick<Group, 'roles' | 'source'>) {
  return { roles: roles.toSorted().join(', '), source };
}

/** @param fields null: it goes */
function groupStep(
  name: string,
  old: Group | undefined,
  fields: Step['fields'] | null,
  command: string,
  input: object,
): Step {
  const revision = old?.revision ?? null;
  const action = fields === null ? 'remove' : old ? 'change' : 'add';
  return {
    ...{ kind: 'group', name, action, fields: fields ?? [], revision, touches: nobody, commands: [command] },
    target: old ? `group:${old.id}` : null,
    everyone: 'who may do what',
    *run(run) {
      yield* run(command, { ...input }, fields === null ? null : revision);
    },
  };
}
