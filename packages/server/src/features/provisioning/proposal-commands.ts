import { grantApprove, grantList, grantReject } from '@netberth/api';
import type { Permission } from '@netberth/api';
import { reachOf } from '../../commands/actor.ts';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { labelsOf } from '../machines/label-store.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachines } from '../machines/machine-store.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { checkedBefore } from './checked-before.ts';
import { giveGrants } from './give-grants.ts';
import { requireProfiles } from './grant-order.ts';
import { grantRefusal } from './grant-refusal.ts';
import type { GrantRestarter } from './grant-restarter.ts';
import { proposalStatus, viewProposal } from './proposal-record.ts';
import type { ProposalRecord } from './proposal-record.ts';
import { decideProposal, findProposal, listProposals } from './proposal-store.ts';
import type { RenderCheckOfMany } from './render-check.ts';
import { grantorOf } from './second-person.ts';

export function proposalCommands(check: RenderCheckOfMany, power: GrantRestarter): readonly CommandHandler[] {
  return [list, approveWith(check, power), reject];
}

const list = handleRead(grantList, function* ({ proposed, after, limit }, actor) {
  const nowMs = yield* now();
  const openAtMs = proposed ? nowMs : undefined;
  const page = yield* listProposals({ after: after ?? 0, limit, openAtMs });
  const next = page.length === limit ? (page.at(-1)?.id ?? null) : null;
  const seen: ProposalRecord[] = [];
  for (const proposal of page) if (yield* isInReach(proposal, actor, 'machine:read')) seen.push(proposal);
  return { proposals: seen.map((proposal) => viewProposal(proposal, nowMs)), next };
});

function approveWith(check: RenderCheckOfMany, power: GrantRestarter): CommandHandler {
  return handleWrite(grantApprove, function* ({ id, reason }, actor) {
    const proposal = yield* requireOpen(id, actor);
    demandSecondPerson(proposal, actor);
    const profiles = yield* requireSameProfiles(proposal);
    const machines = yield* requireGrantable(proposal, profiles, check, power);
    // Two people answer for these: they count for neither.
    const giver = { name: `${proposal.proposedBy}, approved by ${actor.name}`, grantor: null };
    yield* giveGrants(machines, proposal.order, giver);
    yield* power.restart(proposal.machineIds, proposal.order, giver.name);
    const decided = yield* decide(proposal, 'approved', actor, reason);
    return { ...decided, afterwards: async () => power.wake() };
  });
}

const reject = handleWrite(grantReject, function* ({ id, reason }, actor) {
  return yield* decide(yield* requireOpen(id, actor), 'rejected', actor, reason);
});

function* decide(
  proposal: ProposalRecord,
  status: 'approved' | 'rejected',
  actor: Actor,
  reason: string | undefined,
) {
  const nowMs = yield* now();
  const decided = yield* decideProposal(proposal, status, actor.name, nowMs);
  const after = viewProposal(decided, nowMs);
  const before = viewProposal(proposal, nowMs);
  return {
    output: after,
    target: `grant-proposal:${proposal.id}`,
    before,
    after: { ...after, machines: [...proposal.machineIds] },
    reason,
  };
}

function* requireOpen(id: number, actor: Actor): Reading<ProposalRecord> {
  const proposal = yield* findProposal(id);
  if (!proposal || !(yield* isInReach(proposal, actor, 'machine:grant')))
    throw new CommandRefused('proposalUnknown', { id });
  const status = proposalStatus(proposal, yield* now());
  if (status !== 'proposed') throw new CommandRefused('proposalOver', { id, status });
  return proposal;
}

function demandSecondPerson(proposal: ProposalRecord, actor: Actor): void {
  if (actor.userId === undefined) throw new CommandRefused('approverUnproved', { actor: actor.name });
  if (grantorOf(actor) === proposal.grantor)
    throw new CommandRefused('samePerson', { id: proposal.id, actor: actor.name });
}

/** What was approved must be what was proposed. */
function* requireSameProfiles({
  id,
  order,
  profileVersions,
}: ProposalRecord): Reading<readonly ProfileRecord[]> {
  const profiles = yield* requireProfiles(order.profiles);
  const other = profiles.find(({ name, version }) => profileVersions[name] !== version);
  if (other)
    throw new CommandRefused('proposalStale', { id, why: `profile ${other.name} was replaced since` });
  return profiles;
}

function* requireGrantable(
  { id, machineIds, order }: ProposalRecord,
  profiles: readonly ProfileRecord[],
  checkMany: RenderCheckOfMany,
  power: GrantRestarter,
): Reading<readonly MachineRecord[]> {
  const machines = yield* findMachines(machineIds);
  const found = new Set(machines.map((machine) => machine.id));
  const gone = machineIds.find((machineId) => !found.has(machineId));
  if (gone !== undefined) throw new CommandRefused('proposalStale', { id, why: `machine ${gone} is gone` });
  const check = yield* checkedBefore(machines, profiles, checkMany);
  for (const machine of machines) {
    const refused =
      (yield* grantRefusal(machine, profiles, { replace: order.replace, check })) ??
      (yield* power.refusal(machine, order, null));
    if (refused) throw new CommandRefused('proposalStale', { id, why: refused.message });
  }
  return machines;
}

/** All of its machines: nobody decides for machines beyond their scope. */
function* isInReach({ machineIds }: ProposalRecord, actor: Actor, permission: Permission): Reading<boolean> {
  const reach = reachOf(actor, permission);
  if (reach === 'everything') return true;
  for (const id of machineIds) {
    const labels = yield* labelsOf(id);
    if (!reach.some(({ name, value }) => labels[name] === value)) return false;
  }
  return true;
}
