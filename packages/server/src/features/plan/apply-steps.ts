import type { Readable } from 'node:stream';
import { Readable as NoUpload } from 'node:stream';
import type { Actor } from '../../commands/actor.ts';
import type { AuditEnd } from '../../commands/audit-end.ts';
import type { Done, Prepared, WriteHandler } from '../../commands/command-handler.ts';
import { changeAndRecord, validate } from '../../commands/execute-command.ts';
import type { CommandTools } from '../../commands/command-tools.ts';
import type { Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { PlannedStep } from './make-plan.ts';
import type { Asked, PlanSources, RunCommand } from './planned-step.ts';

export type ApplyTools = PlanSources & { readonly tools: Pick<CommandTools, 'audit' | 'demandScope'> };

/** Entries of the menu, written beside those that count, by their file. */
export type PreparedEntries = ReadonlyMap<string, Prepared<unknown>>;

const entryCommands = ['menu.entry.set', 'menu.entry.remove'];

/** Files cannot be written in a transaction: they are laid ready before it. */
export async function prepareEntries(
  { handlers }: PlanSources,
  { configuration, entries, prune, actor }: Asked,
): Promise<PreparedEntries> {
  const { menu } = configuration;
  const prepared = new Map<string, Prepared<unknown>>();
  if (menu === undefined) return prepared;
  const noUpload: Readable = NoUpload.from([]);
  const [setting, removing] = entryCommands.map((name) => handlers.get(name) as WriteHandler | undefined);
  try {
    for (const [file, document] of Object.entries(menu)) {
      if (entries.get(file) === document || !setting?.prepare) continue;
      prepared.set(file, await setting.prepare({ file, document } as never, noUpload, actor));
    }
    for (const file of prune ? entries.keys() : []) {
      if (menu[file] !== undefined || !removing?.prepare) continue;
      prepared.set(file, await removing.prepare({ file } as never, noUpload, actor));
    }
  } catch (error) {
    await discardEntries(prepared);
    throw error;
  }
  return prepared;
}

export async function discardEntries(prepared: PreparedEntries): Promise<void> {
  for (const one of prepared.values()) await one.discard();
}

export type AppliedSteps = {
  readonly proposals: readonly number[];
  readonly end: AuditEnd | undefined;
  /** How many records stand in the audit log for them. */
  readonly records: number;
  readonly afterwards: readonly (() => Promise<void>)[];
};

/**
 * Makes these changes in the transaction of the caller, each by its command with its permission, rules and record.
 * @throws CommandRefused that names the change which cannot be made
 */
export function* applySteps(
  sources: ApplyTools,
  steps: readonly PlannedStep[],
  { actor, prepared, reason }: { actor: Actor; prepared: PreparedEntries; reason: string | undefined },
): Writing<AppliedSteps> {
  const proposals: number[] = [];
  const afterwards: (() => Promise<void>)[] = [];
  const last: { end: AuditEnd | undefined; records: number } = { end: undefined, records: 0 };
  const run: RunCommand = function* (name, rawInput, ifMatch) {
    const handler = sources.handlers.get(name);
    if (handler === undefined) throw new Error(`there is no command "${name}"`);
    const input = validate(handler, rawInput);
    if (handler.kind === 'read') return yield* handler.run(input as never, actor);
    const entry = entryCommands.includes(name) ? prepared.get(String(rawInput['file'])) : undefined;
    const alongside = { reason, ifMatch: ifMatch ? `"${ifMatch}"` : undefined };
    const changing = { input, actor, prepared: entry?.value };
    const { done, end } = yield* changeAndRecord(sources.tools, handler, changing, alongside);
    last.end = end;
    last.records += 1;
    if (done.afterwards) afterwards.push(done.afterwards);
    return (done satisfies Done<unknown>).output;
  };
  for (const { step } of steps) {
    try {
      yield* step.run(run, { propose: (proposal) => proposals.push(proposal) });
    } catch (error) {
      if (error instanceof CommandRefused) throw inStep(step, error);
      throw error;
    }
  }
  return { proposals, ...last, afterwards };
}

function inStep({ kind, name }: PlannedStep['step'], refused: CommandRefused): CommandRefused {
  const { wayOut, message, entry, fields } = refused;
  const details = fields.map((field) => `; ${field.field} ${field.message}`).join('');
  return new CommandRefused('planStepRefused', {
    ...{ what: `${kind} "${name}"`, code: entry.code, why: `${message}${details}`, wayOut },
  });
}
