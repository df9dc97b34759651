import { verbWords } from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { reachOf } from '../../commands/actor.ts';
import type { Actor, Scope } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { labelsOf } from '../machines/label-store.ts';
import { requireMachine } from '../machines/require-machine.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Whoever has a permission only for machines with certain labels may use it on these. A command that names
 * machines is checked by each, one that lists narrows itself, and every other is refused.
 * @throws CommandRefused
 */
export function* demandScope(definition: CommandDefinition, input: unknown, actor: Actor): Reading<void> {
  const { machines, labels, changedLabels } = fieldsOf(input);
  refuseOwnLabels(definition, actor, changedLabels);
  const reach = reachOf(actor, definition.permission);
  if (reach === 'everything' || definition.narrows === true) return;
  if (machines.length === 0) {
    if (definition.name === 'machine.add' && isWithin(reach, labels)) return;
    throw outOfScope(definition, actor, reach);
  }
  for (const machine of machines) yield* demandReach(machine, reach, definition, actor);
}

function* demandReach(
  machine: string,
  reach: readonly Scope['label'][],
  definition: CommandDefinition,
  actor: Actor,
): Reading<void> {
  const found = yield* requireMachine(machine);
  const own = yield* labelsOf(found.id);
  if (isWithin(reach, own)) return;
  const readable = reachOf(actor, 'machine:read');
  if (readable === 'everything' || isWithin(readable, own)) throw outOfScope(definition, actor, reach);
  throw new CommandRefused('machineUnknown', { machine });
}

/** Who could put a machine's label on another machine could reach that one too. */
function refuseOwnLabels(definition: CommandDefinition, actor: Actor, names: readonly string[]): void {
  const scopes = actor.scopes ?? [];
  const isChange = definition.name !== 'machine.add' && definition.effect === 'write';
  if (!isChange || !scopes.some(({ label }) => names.includes(label.name))) return;
  throw new CommandRefused('scopeLabel', { actor: actor.name, labels: labelTexts(scopes) });
}

function isWithin(reach: readonly Scope['label'][], labels: Labels): boolean {
  return reach.some(({ name, value }) => labels[name] === value);
}

function outOfScope(
  definition: CommandDefinition,
  actor: Actor,
  reach: readonly Scope['label'][],
): CommandRefused {
  const labels = labelTexts(reach.map((label) => ({ label })));
  return new CommandRefused('outOfScope', { actor: actor.name, command: verbWords(definition), labels });
}

function labelTexts(scopes: readonly Pick<Scope, 'label'>[]): string {
  return [...new Set(scopes.map(({ label }) => `${label.name}=${label.value}`))].join(' or ');
}

/** The input was checked against the schema of its command, whichever that is. */
function fieldsOf(input: unknown): {
  machines: readonly string[];
  labels: Labels;
  changedLabels: readonly string[];
} {
  const {
    machine,
    other,
    labels = {},
    add = {},
    remove = [],
  } = input as {
    machine?: unknown;
    other?: unknown;
    labels?: Labels;
    add?: Labels;
    remove?: readonly string[];
  };
  const machines = [machine, other].filter((one) => typeof one === 'string');
  return { machines, labels, changedLabels: [...Object.keys({ ...labels, ...add }), ...remove] };
}
