import { machineGrant, machineHold, machineRevoke, machineUnhold } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import type { GrantRestarter } from './grant-restarter.ts';
import { giveGrant } from './give-grant.ts';
import { requireProfiles } from './grant-order.ts';
import { grantRefusal } from './grant-refusal.ts';
import { holdMachine, unholdMachine, whyHeld } from './hold-machine.ts';
import { viewMachine } from './machine-view.ts';
import { viewProposal } from './proposal-record.ts';
import { proposeGrants } from './propose-grants.ts';
import type { RenderCheck } from './render-check.ts';
import { revokeGrant } from './revoke-grant.ts';
import { grantorOf, whySecondPerson } from './second-person.ts';
import type { SecondPersonRule } from './second-person.ts';

export function grantCommands(
  check: RenderCheck,
  rule: SecondPersonRule,
  power: GrantRestarter,
): readonly CommandHandler[] {
  return [grantWith(check, rule, power), revoke, hold, unhold];
}

function grantWith(check: RenderCheck, rule: SecondPersonRule, power: GrantRestarter): CommandHandler {
  return handleWrite(machineGrant, function* ({ machine: reference, propose, ...order }, actor) {
    const machine = yield* requireMachine(reference);
    const before = yield* viewMachine(machine);
    const profiles = yield* requireProfiles(order.profiles);
    const refused = yield* grantRefusal(machine, profiles, { replace: order.replace, check });
    if (refused) throw refused;
    const stays = yield* power.refusal(machine, order, actor);
    if (stays) throw stays;
    const wanted = propose ? `${actor.name} asks for a second person` : undefined;
    const why = (yield* whySecondPerson([machine], actor, rule)) ?? wanted;
    if (why !== undefined) {
      const proposed = yield* proposeGrants([machine], order, profiles, actor, why);
      const proposal = viewProposal(proposed, yield* now());
      const after = { ...before, proposal, powerOrder: null };
      return { output: after, target: `machine:${machine.id}`, before, after, reason: order.reason };
    }
    const giver = { name: actor.name, grantor: grantorOf(actor) };
    const granted = yield* done(yield* giveGrant(machine, order, giver), before, order.reason);
    const powerOrder = yield* power.restart([machine.id], order, actor.name);
    const after = { ...granted.output, powerOrder };
    return { ...granted, after, output: { ...after, proposal: null }, afterwards: async () => power.wake() };
  });
}

const revoke = handleWrite(machineRevoke, function* (input, actor) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  const revoked = yield* revokeGrant(machine, actor.name);
  if (!revoked) throw new CommandRefused('nothingGranted', { machine: machine.id });
  return yield* done(revoked, before, input.reason);
});

const hold = handleWrite(machineHold, function* (input, actor) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  const held = yield* holdMachine(machine, whyHeld(actor, input.reason));
  return yield* done(held, before, input.reason);
});

const unhold = handleWrite(machineUnhold, function* (input) {
  const machine = yield* requireMachine(input.machine);
  const before = yield* viewMachine(machine);
  if (machine.state !== 'held') {
    const values = { machine: machine.id, state: machine.state, action: 'letting it go' };
    throw new CommandRefused('stateRefuses', { ...values, hint: 'It is not held; nothing to do.' });
  }
  return yield* done(yield* unholdMachine(machine), before, input.reason);
});

function* done(machine: MachineRecord, before: Machine, reason: string | undefined): Reading<Done<Machine>> {
  const after = yield* viewMachine(machine);
  return { output: after, target: `machine:${machine.id}`, before, after, reason };
}
