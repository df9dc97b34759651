import {
  configurationApplied,
  configurationApply,
  configurationExport,
  configurationPlan,
} from '@netberth/api';
import type { InputOf, Plan } from '@netberth/api';
import { readOwnEntries } from '@netberth/catalogue/node';
import type { Actor } from '../../commands/actor.ts';
import { handleRead, handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { CommandTools } from '../../commands/command-tools.ts';
import type { Database, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { putApplied, readApplied, appliedKey, removeApplied } from './applied-store.ts';
import { applySteps, discardEntries, prepareEntries } from './apply-steps.ts';
import type { PreparedEntries } from './apply-steps.ts';
import { describeServer } from './describe-server.ts';
import { makePlan, makePlanInTurns } from './make-plan.ts';
import type { MadePlan, PlanMaker, PlannedStep } from './make-plan.ts';
import type { Asked } from './planned-step.ts';
import { readAppliedState } from './read-applied-state.ts';
import { mostRehearsed, rehearse } from './rehearse.ts';
import type { Refusal } from './rehearse.ts';

export type PlanNeeds = PlanMaker & {
  readonly database: Database;
  readonly tools: Pick<CommandTools, 'audit' | 'demandScope'>;
  /** Where the folder `menu` lies. */
  readonly data: string;
};

/** `configuration plan|apply|export`: what a folder says, through the same commands that people use. */
export function planCommands(needs: PlanNeeds): readonly CommandHandler[] {
  const applied = handleRead(configurationApplied, (_, actor) => readAppliedState(actor));
  return [planWith(needs), applyWith(needs), exportWith(needs), applied];
}

function planWith(needs: PlanNeeds): CommandHandler {
  return handleReadWithFiles(
    configurationPlan,
    // oxlint-disable-next-line require-yield -- what may be much is read in turns with others
    function* (input, actor) {
      return askedOf(input, actor, readEntries(needs.data));
    },
    async (asked) => {
      const { actor } = asked;
      const { plan, steps } = await makePlanInTurns(needs.database, needs, asked);
      if (plan.problems.length > 0) return plan;
      const refusals = await rehearse(needs.database, needs, steps, actor);
      const notes = steps.length > mostRehearsed ? [tooManyToRehearse] : [];
      return { ...plan, problems: refusals.map(refusalProblem), notes: [...plan.notes, ...notes] };
    },
  );
}

const tooManyToRehearse = `with more than ${mostRehearsed} changes the rules of the server are asked only when it is applied; then all or nothing of each part is done`;

const placeOf: Readonly<Record<string, string>> = { menu: 'menu' };

function refusalProblem({ step: { step }, refused }: Refusal): Plan['problems'][number] {
  const fields = refused.fields.map(({ field, message }) => `; ${field} ${message}`).join('');
  return {
    at: [placeOf[step.kind] ?? `${step.kind}s`, step.name],
    message: `${refused.entry.code} ${refused.message}${fields}. ${refused.wayOut}`,
  };
}

function readEntries(data: string): ReadonlyMap<string, string> {
  return new Map(readOwnEntries(data).map(({ path, text }) => [path.slice('menu/'.length), text]));
}

type Input = Pick<InputOf<typeof configurationPlan>, 'configuration' | 'prune' | 'limits'>;

function askedOf(
  { configuration, prune, limits }: Input,
  actor: Actor,
  entries: ReadonlyMap<string, string>,
): Asked {
  return { configuration, prune, limits, actor, entries };
}

type Ready = { readonly entries: ReadonlyMap<string, string>; readonly prepared: PreparedEntries };

function applyWith(needs: PlanNeeds): CommandHandler {
  return handleWriteWithFiles(
    configurationApply,
    async (input, actor) => {
      const entries = readEntries(needs.data);
      const asked = askedOf(input, actor, entries);
      // Who may not change the menu lays nothing ready; the refusal comes with all others.
      const prepared = actor.permissions.has('menu:write')
        ? await prepareEntries(needs, asked)
        : new Map<string, never>();
      const value: Ready = { entries, prepared };
      return { value, discard: () => discardEntries(prepared) };
    },
    function* (input, actor, { entries, prepared }) {
      const made = yield* makePlan(needs, askedOf(input, actor, entries));
      demandApproved(made, input.approved);
      demandApplicable(made.plan);
      demandPermissions(made.steps, actor, needs);
      const now = made.steps.slice(0, input.atMost);
      const remaining = made.steps.length - now.length;
      const applied = yield* applySteps(needs, now, { actor, prepared, reason: input.reason });
      yield* rememberApplied(made, now, remaining === 0);
      const ids = now.map(({ id }) => id);
      const { machines, grants } = made.plan.radius;
      return {
        output: { applied: ids, remaining, proposals: [...applied.proposals] },
        target: 'configuration',
        before: null,
        after: {
          ...{ plan: made.plan.id, changes: ids.length, remaining, machines, grants },
          records: applied.records,
        },
        reason: input.reason,
        afterwards: async () => {
          for (const finish of applied.afterwards) await finish();
        },
      };
    },
  );
}

/** What was approved and is no longer there was done, by an earlier part or by hand; what is new, nobody has seen. */
function demandApproved({ steps }: MadePlan, approved: readonly string[] | undefined): void {
  if (approved === undefined) return;
  const known = new Set(approved);
  const others = steps.filter(({ id }) => !known.has(id));
  if (others.length === 0) return;
  const named = others.slice(0, 3).map(({ step }) => `${step.kind} "${step.name}"`);
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  throw new CommandRefused('planMoved', {
    why: `${named.join(', ')}${more} would now be changed otherwise than it says`,
  });
}

function demandApplicable({ problems, limits }: Plan): void {
  const [problem] = problems;
  if (problem) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    throw new CommandRefused('planRefused', { why: `${problem.at.join('.')}: ${problem.message}${more}` });
  }
  const beyond = limits.find(({ ok }) => !ok);
  if (beyond) throw new CommandRefused('planLimit', { ...beyond, ok: 'no' });
}

function demandPermissions(steps: readonly PlannedStep[], actor: Actor, { handlers }: PlanMaker): void {
  const needed = steps.flatMap(({ step }) =>
    step.commands.map((name) => handlers.get(name)?.definition.permission),
  );
  const missing = needed.filter((one) => one !== undefined && !actor.permissions.has(one));
  if (missing.length > 0)
    throw new CommandRefused('planPermissions', {
      ...{ actor: actor.name, permissions: [...new Set(missing)].join(', '), count: missing.length },
    });
}

/** So that a later plan knows a new wish from what somebody has changed by hand. */
function* rememberApplied(
  { digests }: MadePlan,
  made: readonly PlannedStep[],
  isLast: boolean,
): Writing<void> {
  for (const { step } of made) if (step.action === 'remove') yield* removeApplied(step.kind, step.name);
  if (!isLast) return;
  const before = yield* readApplied();
  for (const { kind, name, digest } of digests)
    if (before.get(appliedKey(kind, name))?.digest !== digest) yield* putApplied(kind, name, digest);
}

function exportWith(needs: PlanNeeds): CommandHandler {
  return handleRead(configurationExport, (_, actor) => describeServer(needs, actor, readEntries(needs.data)));
}
