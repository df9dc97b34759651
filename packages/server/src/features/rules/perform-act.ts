import type { AuditEnd } from '../../commands/audit-end.ts';
import type { Actor } from '../../commands/actor.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { changeAndRecord, validate } from '../../commands/execute-command.ts';
import type { CommandTools } from '../../commands/command-tools.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { machineName } from '../machines/machine-record.ts';
import { machinesNamed } from '../machines/machine-store.ts';
import type { SecondPersonRule } from '../provisioning/second-person.ts';
import type { RuleAct } from './judge-machine.ts';
import type { RuleRecord } from './rule-record.ts';

export type RuleTools = {
  readonly audit: CommandTools['audit'];
  /** Every command of the server, by name. */
  readonly handlers: ReadonlyMap<string, CommandHandler>;
  readonly secondPerson: SecondPersonRule;
};

/** What a rule can do by itself; an act of another kind is only noted. */
export type DoableAct = Extract<RuleAct, { kind: 'label' | 'name' | 'rest' | 'grant' }>;

/**
 * Does what a rule says by the command that a person would use, with its rules and its audit record; the actor is the rule.
 * @throws CommandRefused when that command refuses
 */
export function* performAct(act: DoableAct, machineId: number, tools: RuleTools): Writing<AuditEnd> {
  const { name, input } = yield* commandOf(act, machineId);
  const handler = tools.handlers.get(name);
  if (handler?.kind !== 'write') throw new Error(`there is no command "${name}" that writes`);
  const change = { input: validate(handler, input), actor: actorOf(act, tools), prepared: undefined };
  const { end } = yield* changeAndRecord(tools, handler, change, { reason: reasonOf(act.rule) });
  return end;
}

type Command = { readonly name: string; readonly input: object };

function* commandOf(act: DoableAct, machineId: number): Reading<Command> {
  const machine = String(machineId);
  switch (act.kind) {
    case 'label':
      return { name: 'machine.set', input: { machine, labels: act.labels } };
    case 'name':
      yield* demandFreeName(act.hostname, machineId);
      return { name: 'machine.set', input: { machine, hostname: act.hostname } };
    case 'rest':
      return { name: 'machine.set', input: { machine, resting: act.resting } };
    case 'grant': {
      const { profiles, expires, maxStarts, how } = act.grant;
      const order = { profiles, expires, maxStarts, propose: how === 'propose' };
      return { name: 'machine.grant', input: { machine, ...order, reason: reasonOf(act.rule) } };
    }
  }
}

/** A person may give two machines one name; a pattern that does is a slip. */
function* demandFreeName(hostname: string, machineId: number): Reading<void> {
  const other = (yield* machinesNamed(hostname)).find(({ id }) => id !== machineId);
  if (other) throw new CommandRefused('ruleNameTaken', { hostname, machine: machineName(other) });
}

function reasonOf({ name }: Pick<RuleRecord, 'name'>): string {
  return `rule ${name}`;
}

/**
 * What a rule grants counts as granted by who set it, so that a rule is no way around the second person. Where one person
 * may grant any number, anybody may approve what it proposes.
 */
function actorOf({ rule, kind, ...act }: DoableAct, { secondPerson }: RuleTools): Actor {
  const user = /^user:(\d+)$/.exec(rule.grantor)?.[1];
  const isFree =
    kind === 'grant' &&
    'grant' in act &&
    act.grant.how === 'propose' &&
    secondPerson.secondPersonAbove === Infinity;
  return {
    name: `rule:${rule.name}`,
    origin: 'rule',
    permissions: new Set(['machine:read', 'machine:write', 'machine:grant']),
    ...(user !== undefined && !isFree && { userId: Number(user) }),
  };
}
