import { permissions } from '@netberth/api';
import type { Permission } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Database } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { PlannedStep } from './make-plan.ts';
import type { PlanSources, RunCommand } from './planned-step.ts';

/** A larger plan is checked only by its apply: a rehearsal keeps other writers waiting. */
export const mostRehearsed = 200;
const mostRefusals = 20;

class Rehearsed extends Error {}

export type Refusal = { readonly step: PlannedStep; readonly refused: CommandRefused };

/**
 * What the rules of the server would say to these steps: they are made, and taken back, in a transaction that never
 * commits. Permissions are not looked at: who plans need not be who applies.
 */
export async function rehearse(
  database: Database,
  sources: PlanSources,
  steps: readonly PlannedStep[],
  actor: Actor,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  // Entries of the menu are files, which have been checked.
  let left = steps.filter(({ step }) => step.kind !== 'menu');
  if (left.length > mostRehearsed) return [];
  while (left.length > 0 && refusals.length < mostRefusals) {
    const refusal = await rehearseOnce(database, sources, left, actor);
    if (refusal === undefined) break;
    refusals.push(refusal);
    left = left.filter((step) => step !== refusal.step);
  }
  return refusals;
}

async function rehearseOnce(
  database: Database,
  sources: PlanSources,
  steps: readonly PlannedStep[],
  actor: Actor,
): Promise<Refusal | undefined> {
  const at: { step: PlannedStep | undefined } = { step: undefined };
  try {
    await database.write(function* (): Writing<void> {
      for (const step of steps) {
        at.step = step;
        yield* step.step.run(runAs(sources, actor), { propose: () => undefined });
      }
      throw new Rehearsed();
    });
  } catch (error) {
    if (error instanceof Rehearsed) return undefined;
    if (error instanceof CommandRefused && at.step !== undefined) return { step: at.step, refused: error };
    throw error;
  }
  return undefined;
}

const all: ReadonlySet<Permission> = new Set(permissions);
const withoutGranting: ReadonlySet<Permission> = new Set(
  permissions.filter((one) => one !== 'machine:grant'),
);

function runAs({ handlers }: PlanSources, actor: Actor): RunCommand {
  return function* (name, input) {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`there is no command "${name}"`);
    // Who may grant a machine cannot take its protection away; whether somebody else may is asked by the apply.
    const rights = name === 'machine.set' ? withoutGranting : all;
    const parsed = handler.definition.input.parse(input) as never;
    const anyone = { ...actor, permissions: rights };
    if (handler.kind === 'read') return yield* handler.run(parsed, anyone);
    return (yield* handler.run(parsed, anyone, undefined as never)).output;
  };
}
