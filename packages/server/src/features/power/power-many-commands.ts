import { powerBootNextMany, powerCycleMany, powerOffMany, powerOnMany, powerResetMany } from '@netberth/api';
import type { MachineState, PowerMany } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { auditTarget } from '../machines/audit-target.ts';
import { orderInWaves } from './order-in-waves.ts';
import { insertBatch } from './power-batch-store.ts';
import type { PowerTools } from './power-commands.ts';
import { powerRefusal } from './power-refusal.ts';
import type { PowerWish } from './power-refusal.ts';

type Asked = {
  readonly label?: string | undefined;
  readonly where?: string | undefined;
  readonly fact?: string | undefined;
  readonly state?: MachineState | undefined;
  readonly search?: string | undefined;
  readonly ids?: readonly number[] | undefined;
  readonly all: boolean;
  readonly next?: PowerWish['next'] | undefined;
  readonly force?: boolean;
  readonly wave?: number | undefined;
  readonly pause: string;
  readonly maxFailures: number;
  readonly skip: boolean;
  readonly dryRun: boolean;
  readonly reason?: string | undefined;
};

export function powerManyCommands(tools: PowerTools): readonly CommandHandler[] {
  return [
    handleWrite(powerOnMany, (input, actor) => order('on', input, actor, tools)),
    handleWrite(powerOffMany, (input, actor) => order('off', input, actor, tools)),
    handleWrite(powerCycleMany, (input, actor) => order('cycle', input, actor, tools)),
    handleWrite(powerResetMany, (input, actor) => order('reset', input, actor, tools)),
    handleWrite(powerBootNextMany, (input, actor) => order('boot-next', input, actor, tools)),
  ];
}

type Refused = { readonly machine: MachineRecord; readonly refusal: CommandRefused };

function* order(
  action: PowerWish['action'],
  asked: Asked,
  actor: Actor,
  { bootUrl, wake }: PowerTools,
): Writing<Done<PowerMany>> {
  const { where, label = where, fact, state, search, ids, all, skip, dryRun, reason } = asked;
  const selected = yield* selectMachines({ label, fact, state, search, ids, all }, actor, 'power:use');
  const wish = { action, next: asked.next ?? null, force: asked.force ?? false };
  const { machines, refused } = yield* sort(selected, wish, bootUrl);
  if (refused.length > 0 && !skip && !dryRun) throw manyRefused(selected.length, refused);
  const batch = dryRun || machines.length === 0 ? null : yield* orderAll(machines, wish, asked, actor);
  const output: PowerMany = {
    sentence: sentenceOf(wish, machines.length, refused.length, asked),
    ...{ dryRun, batch, count: machines.length },
    waves: Math.ceil(machines.length / (asked.wave ?? Math.max(1, machines.length))),
    refused: refused.slice(0, 100).map(({ machine, refusal }) => ({
      machine: machine.id,
      code: refusal.entry.code,
      why: refusal.message,
    })),
    refusedCount: refused.length,
  };
  const done = machines.map(({ id }) => id);
  const after = { ...output, machines: done };
  return { output, target: auditTarget(done), before: null, after, reason, afterwards: async () => wake() };
}

/** @returns the batch */
function* orderAll(
  machines: readonly MachineRecord[],
  { action, next }: PowerWish,
  { wave, pause, maxFailures }: Asked,
  { name: createdBy }: Actor,
): Writing<number> {
  const createdAtMs = yield* now();
  const batchId = yield* insertBatch(durationMs(pause), maxFailures);
  const wanted = machines.map(({ id }) => ({
    ...{ machineId: id, action, next, grantId: null, createdBy, createdAtMs },
  }));
  yield* orderInWaves(wanted, { batchId, size: wave });
  return batchId;
}

function* sort(
  selected: readonly MachineRecord[],
  wish: PowerWish,
  bootUrl: string | null,
): Reading<{ machines: readonly MachineRecord[]; refused: readonly Refused[] }> {
  const machines: MachineRecord[] = [];
  const refused: Refused[] = [];
  for (const machine of selected) {
    const refusal = yield* powerRefusal(machine, wish, bootUrl);
    if (refusal) refused.push({ machine, refusal });
    else machines.push(machine);
  }
  return { machines, refused };
}

function sentenceOf(
  { action, next }: PowerWish,
  count: number,
  left: number,
  { wave, pause, dryRun }: Asked,
): string {
  if (count === 0) return `power ${action}: there is no machine that it would be for`;
  const what = count === 1 ? '1 machine' : `${count} machines`;
  const are = count === 1 ? 'is' : 'are';
  const how = wave === undefined || wave >= count ? '' : `, ${wave} at a time`;
  const rest = how === '' || pause === '0s' ? '' : ` with ${pause} in between`;
  const boots = next === null ? '' : ` --next ${next}`;
  const others = left === 0 ? '' : `; ${left} left out`;
  return `power ${action}${boots}: ${what} ${dryRun ? 'would be told' : `${are} told`}${how}${rest}${others}`;
}

function manyRefused(count: number, refused: readonly Refused[]): CommandRefused {
  const fields = refused.slice(0, 10).map(({ machine, refusal }) => ({
    field: `machine ${machine.id}`,
    message: `${refusal.entry.code} ${refusal.message}`,
  }));
  return new CommandRefused('powerManyRefused', { count, refused: refused.length }, fields);
}
