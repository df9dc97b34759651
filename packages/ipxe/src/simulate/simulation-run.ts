import { runCommand } from './commands/run-command.ts';
import { createMachine } from './create-machine.ts';
import { errorText, shownError } from './errors.ts';
import { Halt } from './halt.ts';
import { contentOf } from './images/download.ts';
import { executeImage } from './images/execute-image.ts';
import { registerImage } from './images/image-list.ts';
import { baseName, parseUrl } from './images/url.ts';
import type { Machine } from './machine.ts';
import type { MachineOptions, Start } from './options.ts';
import type { Run } from './run.ts';
import { sayFailure } from './screen/say.ts';
import { screenOf } from './screen/terminal.ts';
import type { End, Simulation } from './simulation.ts';
import { storedSettings } from './settings/settings-block.ts';

/** One simulation as a generator; `simulate` and `simulateAsync` answer what it asks. */
export function* simulationRun(start: Start, options: MachineOptions): Run<Simulation> {
  const machine = createMachine(options);
  const before = JSON.stringify(storedSettings(machine.tree.root));
  const end = yield* runToEnd(machine, start);
  return {
    steps: machine.steps,
    pauses: machine.pauses,
    fetches: machine.fetches,
    end,
    screen: screenOf(machine.terminal),
    cursor: { row: machine.terminal.row, column: machine.terminal.column },
    output: machine.terminal.output + machine.terminal.printed,
    settings: changedSettings(JSON.parse(before), storedSettings(machine.tree.root)),
  };
}

function* runToEnd(machine: Machine, start: Start): Run<End> {
  try {
    const status = yield* run(machine, start);
    return status === 0
      ? { kind: 'exit' }
      : { kind: 'error', status: shownError(status, machine), text: errorText(status, machine) };
  } catch (error) {
    if (error instanceof Halt) return error.end;
    throw error;
  }
}

function* run(machine: Machine, start: Start): Run<number> {
  if (!('script' in start)) return yield* runCommand(machine, ['chain', start.url], 0);
  const url = start.url ?? '';
  const name = baseName(parseUrl(url, machine.isOld).path ?? '') || 'script';
  const image = registerImage(machine, name, url, contentOf(start.script));
  const status = yield* executeImage(machine, image);
  return status === 0 ? 0 : sayFailure(machine, 'Could not boot', status);
}

function changedSettings(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
}
