import { machineGrantMany, machineHoldMany, machineRevokeMany, machineUnholdMany } from '@netberth/api';
import type { BulkResult } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { auditTarget } from '../machines/audit-target.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { bulkSentence } from './bulk-sentence.ts';
import type { BulkVerb } from './bulk-sentence.ts';
import { checkedBefore } from './checked-before.ts';
import { giveGrants } from './give-grants.ts';
import type { GrantOrder } from './grant-order.ts';
import { requireProfiles } from './grant-order.ts';
import { grantRefusal } from './grant-refusal.ts';
import { holdMachine, unholdMachine, whyHeld } from './hold-machine.ts';
import { viewProposal } from './proposal-record.ts';
import { proposeGrants } from './propose-grants.ts';
import type { RenderCheckOfMany } from './render-check.ts';
import { revokeGrant } from './revoke-grant.ts';
import type { GrantRestarter } from './grant-restarter.ts';
import { grantorOf, whySecondPerson } from './second-person.ts';
import type { SecondPersonRule } from './second-person.ts';

/** The same for many machines, in one transaction. */
export function bulkCommands(
  check: RenderCheckOfMany,
  rule: SecondPersonRule,
  power: GrantRestarter,
): readonly CommandHandler[] {
  return [grantManyWith(check, rule, power), revokeMany, holdMany, unholdMany];
}

type Refused = { readonly machine: MachineRecord; readonly refusal: CommandRefused };

function grantManyWith(
  check: RenderCheckOfMany,
  rule: SecondPersonRule,
  power: GrantRestarter,
): CommandHandler {
  return handleWrite(machineGrantMany, function* (input, actor) {
    const { label, fact, state, search, ids, all, skip, dryRun, ...order } = input;
    const selected = yield* selectMachines({ label, fact, state, search, ids, all }, actor, 'machine:grant');
    const profiles = yield* requireProfiles(order.profiles);
    const { machines, refused } = yield* sort(selected, order, profiles, { check, power, actor });
    if (refused.length > 0 && !skip && !dryRun) throw bulkRefused(selected.length, refused);
    const why = machines.length === 0 ? undefined : yield* whySecondPerson(machines, actor, rule);
    const summary = { verb: 'grant', selected: selected.length, machines, order, why, dryRun } as const;
    if (dryRun || machines.length === 0) return result(summary, refused, null);
    if (why !== undefined) {
      const proposal = yield* proposeGrants(machines, order, profiles, actor, why);
      return result(summary, refused, viewProposal(proposal, yield* now()));
    }
    const giver = { name: actor.name, grantor: grantorOf(actor) };
    yield* giveGrants(machines, order, giver);
    yield* power.restart(
      machines.map(({ id }) => id),
      order,
      actor.name,
    );
    return { ...result(summary, refused, null), afterwards: async () => power.wake() };
  });
}

type SortTools = {
  readonly check: RenderCheckOfMany;
  readonly power: GrantRestarter;
  readonly actor: Actor;
};

function* sort(
  selected: readonly MachineRecord[],
  order: GrantOrder,
  profiles: readonly ProfileRecord[],
  { check: checkMany, power, actor }: SortTools,
): Reading<{ machines: readonly MachineRecord[]; refused: readonly Refused[] }> {
  const check = yield* checkedBefore(selected, profiles, checkMany);
  const machines: MachineRecord[] = [];
  const refused: Refused[] = [];
  for (const machine of selected) {
    const refusal = yield* grantRefusal(machine, profiles, { replace: order.replace, check });
    const stays = refusal ?? (yield* power.refusal(machine, order, actor));
    if (stays) refused.push({ machine, refusal: stays });
    else machines.push(machine);
  }
  return { machines, refused };
}

const revokeMany = handleWrite(machineRevokeMany, function* ({ dryRun, reason, ...selection }, actor) {
  const selected = yield* selectMachines(selection, actor, 'machine:grant');
  const machines: MachineRecord[] = [];
  for (const machine of selected) {
    const isRevoked = dryRun
      ? machine.grantId !== null
      : (yield* revokeGrant(machine, actor.name)) !== undefined;
    if (isRevoked) machines.push(machine);
  }
  return changed('revoke', { selected: selected.length, machines, dryRun }, reason);
});

const holdMany = handleWrite(machineHoldMany, function* ({ dryRun, reason, ...selection }, actor) {
  const selected = yield* selectMachines(selection, actor, 'machine:hold');
  const machines = selected.filter(({ state }) => state !== 'held');
  if (!dryRun) for (const machine of machines) yield* holdMachine(machine, whyHeld(actor, reason));
  return changed('hold', { selected: selected.length, machines, dryRun }, reason);
});

const unholdMany = handleWrite(machineUnholdMany, function* ({ dryRun, reason, ...selection }, actor) {
  const selected = yield* selectMachines(selection, actor, 'machine:hold');
  const machines = selected.filter(({ state }) => state === 'held');
  if (!dryRun) for (const machine of machines) yield* unholdMachine(machine);
  return changed('unhold', { selected: selected.length, machines, dryRun }, reason);
});

function changed(
  verb: Exclude<BulkVerb, 'grant'>,
  found: Pick<Summary, 'selected' | 'machines' | 'dryRun'>,
  reason: string | undefined,
): Done<BulkResult> {
  return result({ verb, ...found, order: { profiles: [], expires: '', reason } }, [], null);
}

type Summary = {
  readonly verb: BulkVerb;
  /** How many were looked at. */
  readonly selected: number;
  readonly machines: readonly MachineRecord[];
  readonly order: Pick<GrantOrder, 'profiles' | 'expires' | 'reason'>;
  readonly dryRun: boolean;
  readonly why?: string | undefined;
};

const shownRefusals = 100;

function result(
  { verb, selected, machines, order, dryRun, why }: Summary,
  refused: readonly Refused[],
  proposal: BulkResult['proposal'],
): Done<BulkResult> {
  const { profiles, expires, reason } = order;
  const count = machines.length;
  const output: BulkResult = {
    sentence: bulkSentence({
      verb,
      selected,
      count,
      profiles,
      expires,
      dryRun,
      why,
      refused: refused.length,
    }),
    dryRun,
    changed: proposal === null ? count : 0,
    refused: refused.slice(0, shownRefusals).map(({ machine, refusal }) => ({
      machine: machine.id,
      code: refusal.entry.code,
      why: refusal.message,
    })),
    refusedCount: refused.length,
    proposal,
  };
  const ids = machines.map(({ id }) => id);
  const states = machines.map(({ state }) => state);
  const before = { machines: ids, states };
  const after = { machines: ids, did: verb, profiles: [...profiles], dryRun, proposal };
  return { output, target: auditTarget(ids), before, after, reason };
}

/** Names the first few: whoever selects a thousand machines does not read a thousand lines. */
function bulkRefused(count: number, refused: readonly Refused[]): CommandRefused {
  const fields = refused.slice(0, 10).map(({ machine, refusal }) => ({
    field: `machine ${machine.id}`,
    message: `${refusal.entry.code} ${refusal.message}`,
  }));
  return new CommandRefused('bulkRefused', { count, refused: refused.length }, fields);
}
