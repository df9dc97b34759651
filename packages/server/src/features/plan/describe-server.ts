import { groupList, roleList, ruleList, settingsList } from '@netberth/api';
import type { Configuration, Machine, OutputOf, configurationExport } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { isPlaceholderMac } from '../machines/placeholder-identifier.ts';
import { describeProfile } from '../profiles/describe-profile.ts';
import { everyMachine } from './known-machines.ts';
import type { PlanSources } from './planned-step.ts';
import { savedChoices } from './profile-steps.ts';
import { readByCommand } from './read-by-command.ts';
import { wantedOfRule } from './rule-steps.ts';

type Exported = OutputOf<typeof configurationExport>;

/** What the server is now, as a folder would say it; kinds that the actor may not read are left out, and named. */
export function* describeServer(
  sources: PlanSources,
  actor: Actor,
  entries: ReadonlyMap<string, string>,
): Reading<Exported> {
  const notes: string[] = [];
  const may = (permission: Parameters<typeof actor.permissions.has>[0], what: string) => {
    const can = actor.permissions.has(permission);
    if (!can) notes.push(`${what} are left out: that needs ${permission}`);
    return can;
  };
  const machines = yield* everyMachine(sources, actor);
  const configuration: Exported['configuration'] = {
    machines: describeMachines(machines),
    ...(may('profile:read', 'profiles and the menu') && {
      profiles: yield* describeProfiles(sources, notes),
      ...(entries.size > 0 && { menu: Object.fromEntries(entries) }),
    }),
    ...(may('access:read', 'roles and groups') && (yield* describeAccess(sources, actor))),
    ...(may('rules:read', 'rules') && { rules: yield* describeRules(sources, actor) }),
    ...(may('settings:read', 'settings') && { settings: yield* describeSettings(sources, actor) }),
  };
  return { configuration, notes };
}

function* describeProfiles(
  sources: PlanSources,
  notes: string[],
): Reading<NonNullable<Exported['configuration']['profiles']>> {
  const profiles: NonNullable<Exported['configuration']['profiles']> = {};
  for (const profile of yield* savedChoices()) {
    const described = describeProfile(sources.catalogue(), profile);
    if (described.ok) profiles[profile.name] = described.words;
    else notes.push(`profile ${profile.name} is left out: ${described.why}`);
  }
  return profiles;
}

function* describeAccess(sources: PlanSources, actor: Actor) {
  const { roles } = yield* readByCommand(sources, roleList, {}, actor);
  const { groups } = yield* readByCommand(sources, groupList, {}, actor);
  const own = roles.filter(({ builtIn }) => !builtIn);
  return {
    roles: Object.fromEntries(
      own.map(({ name, permissions, summary }) => [
        name,
        { permissions, ...(summary !== '' && { summary }) },
      ]),
    ) as NonNullable<Configuration['roles']>,
    groups: Object.fromEntries(
      groups.map(({ group, roles: given, source }) => [group, { roles: given, source }]),
    ),
  };
}

function* describeRules(sources: PlanSources, actor: Actor): Reading<NonNullable<Configuration['rules']>> {
  const { rules } = yield* readByCommand(sources, ruleList, {}, actor);
  return Object.fromEntries(rules.map((rule) => [rule.name, wantedOfRule(rule)]));
}

function* describeSettings(sources: PlanSources, actor: Actor): Reading<Record<string, string>> {
  const { settings } = yield* readByCommand(sources, settingsList, {}, actor);
  const set = settings.filter(({ source, adjustable }) => adjustable && source === 'netberth settings set');
  return Object.fromEntries(set.map(({ name, value }) => [name, value]));
}

/** Named by what tells them apart: the host name, where only one has it. */
function describeMachines(machines: readonly Machine[]): NonNullable<Exported['configuration']['machines']> {
  const counts = new Map<string, number>();
  for (const { hostname } of machines)
    if (hostname !== null) counts.set(hostname, (counts.get(hostname) ?? 0) + 1);
  return Object.fromEntries(
    machines.map((machine) => {
      const isOwn = machine.hostname !== null && counts.get(machine.hostname) === 1;
      return [isOwn ? (machine.hostname ?? '') : identifierOf(machine), describeMachine(machine)];
    }),
  );
}

function identifierOf({ id, macs, serial, uuid }: Machine): string {
  const mac = macs.find((one) => !isPlaceholderMac(one));
  if (mac !== undefined) return mac;
  return serial === null ? `uuid:${uuid ?? id}` : `serial:${serial}`;
}

function describeMachine(machine: Machine) {
  const { hostname, macs, serial, uuid, address, network, labels, metadata, resting, proof } = machine;
  return {
    ...(hostname !== null && { hostname }),
    ...(macs.length > 0 && { macs }),
    ...(serial !== null && { serial }),
    ...(uuid !== null && { uuid }),
    ...(network === null ? address !== null && { address } : { network }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(resting !== 'disk' && { resting }),
    ...(machine.protected && { protected: true }),
    ...(proof !== 'none' && { proof }),
  };
}
