import { ruleGrantSchema, wantedRuleSchema } from '@netberth/api';
import type { InputOf, Permission, WantedRule, ruleSet } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { templateFault } from '../../platform/render-template.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { requireProfiles } from '../provisioning/grant-order.ts';

type Words = Omit<InputOf<typeof ruleSet>, 'name' | 'reason'>;

/** What a rule says from now on. @throws CommandRefused */
export function wantedAfter(name: string, before: WantedRule | undefined, words: Words): WantedRule {
  const { mode, order, match, labels, hostname, resting } = words;
  if (before === undefined && match === undefined)
    throw new CommandRefused('ruleRefused', { rule: name, why: 'it has no conditions: say --match' });
  const start = before ?? wantedRuleSchema.parse({ match });
  const wanted = {
    mode: mode ?? start.mode,
    order: order ?? start.order,
    match: match ?? start.match,
    labels: withoutEmpty(labels) ?? start.labels,
    hostname: hostname === undefined ? start.hostname : hostname || null,
    resting: resting === undefined ? start.resting : resting || null,
    grant: grantAfter(name, start.grant, words),
  };
  if (Object.keys(wanted.labels).length === 0 && !wanted.hostname && !wanted.resting && !wanted.grant)
    throw new CommandRefused('ruleRefused', {
      ...{ rule: name, why: 'it does nothing: say --labels, --hostname, --resting or --grant' },
    });
  return wanted;
}

function withoutEmpty(labels: Words['labels']): WantedRule['labels'] | undefined {
  return labels && Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}

function grantAfter(name: string, before: WantedRule['grant'], words: Words): WantedRule['grant'] {
  const { grant: profiles, how, maxGrants, expires, maxStarts } = words;
  const said = { how, maxGrants, expires, maxStarts };
  const changes = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  if (profiles !== undefined && profiles.length === 0) return null;
  if (profiles === undefined && before === null) {
    const [flag] = Object.keys(changes);
    if (flag === undefined) return null;
    throw new CommandRefused('ruleRefused', { rule: name, why: 'it grants nothing: say --grant too' });
  }
  return ruleGrantSchema.parse({ ...before, ...changes, ...(profiles !== undefined && { profiles }) });
}

/** Whoever sets a rule must be allowed to do what it does; so must whoever changes or removes it. */
export function demandRightsOf({ grant, labels, hostname, resting }: WantedRule, actor: Actor): void {
  const needs: Permission[] = [];
  if (grant !== null) needs.push('machine:grant');
  if (Object.keys(labels).length > 0 || hostname !== null || resting !== null) needs.push('machine:write');
  const missing = needs.find((permission) => !actor.permissions.has(permission));
  if (missing !== undefined)
    throw new CommandRefused('notAllowed', {
      ...{ command: 'rule set', permission: missing, actor: actor.name },
    });
}

/** @throws CommandRefused when it names what there is not */
export function* demandPossible(name: string, { grant, hostname, resting }: WantedRule): Reading<void> {
  if (grant !== null) yield* requireProfiles(grant.profiles);
  const fault = hostname === null ? null : templateFault(hostname);
  if (fault !== null)
    throw new CommandRefused('ruleRefused', { rule: name, why: `its name is no template: ${fault}` });
  if (resting === null || resting === 'menu') return;
  const profile = yield* findProfile(resting);
  if (!profile) throw new CommandRefused('restingRefused', { resting, why: 'there is no such profile' });
  if (profile.destructive) throw new CommandRefused('restingRefused', { resting, why: 'it is destructive' });
}
