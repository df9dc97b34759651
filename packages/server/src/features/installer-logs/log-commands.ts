import { machineLog } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { bootNumbersOf } from '../provisioning/boot-index.ts';
import { findBoot } from '../provisioning/boot-store.ts';
import { findBootLog, lastLines, newestLogAmong } from './log-store.ts';

/** Among how many of the newest boots the last that said something is looked for. */
const newestBoots = 100;
const nothing = { boot: null, stage: null, lines: [], lineCount: 0, droppedCount: 0 };

const show = handleRead(machineLog, function* ({ machine: reference, boot: number, limit }) {
  const machine = yield* requireMachine(reference);
  if (number !== undefined && (yield* findBoot(number))?.machineId !== machine.id)
    throw new CommandRefused('bootOfNobody', { machine: machine.id, boot: number });
  const boot = number ?? (yield* newestLogAmong(yield* bootNumbersOf(machine.id, newestBoots)));
  const log = boot === null ? undefined : yield* findBootLog(boot);
  if (boot === null || log === undefined) return nothing;
  const { stage, lineCount, droppedCount } = log;
  return { boot, stage, lineCount, droppedCount, lines: [...(yield* lastLines(boot, limit))] };
});

export const logCommands: readonly CommandHandler[] = [show];
