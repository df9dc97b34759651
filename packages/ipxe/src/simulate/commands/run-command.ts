import { errors, shownError } from '../errors.ts';
import { Halt } from '../halt.ts';
import type { Machine } from '../machine.ts';
import type { Run } from '../run.ts';
import { say } from '../screen/say.ts';
import { takePrinted } from '../screen/terminal.ts';
import { commandForm } from './command-forms.ts';
import { parseOptions } from './parse-options.ts';

/** Run one command, its settings already expanded, and write down what it did. No words at all succeed. */
export function* runCommand(machine: Machine, words: readonly string[], line: number): Run<number> {
  if (words.length === 0) return 0;
  if (machine.steps.length >= machine.maxCommands)
    throw new Halt({ kind: 'loop', commands: machine.maxCommands });
  takePrinted(machine.terminal);
  const { script } = machine;
  const index = machine.steps.length;
  const step = {
    script: script === null ? '-' : script.image.url,
    line,
    depth: script === null ? 0 : script.depth + 1,
    command: words.join(' '),
    status: 0,
    printed: '',
  };
  machine.steps.push(step);
  const note = (status: number): void => {
    // Steps of a chained script come between: what was printed before them is this command's own.
    const printed = (machine.steps[index]?.printed ?? '') + takePrinted(machine.terminal);
    machine.steps[index] = { ...step, status: shownError(status, machine), printed };
  };
  try {
    const status = yield* obey(machine, words);
    note(status);
    return status;
  } catch (error) {
    if (error instanceof Halt) note(0);
    throw error;
  }
}

function* obey(machine: Machine, words: readonly string[]): Run<number> {
  const [name = ''] = words;
  const form = commandForm(name, machine.isOld);
  const run = machine.commands.get(name);
  if (!machine.capabilities.commands.has(name) || form === undefined || run === undefined) {
    say(machine, `${name}: command not found`);
    return errors.commandNotFound;
  }
  // These two read no options: `help` in any build, `shim` where there is no UEFI.
  const takesAnything = name === 'help' || (name === 'shim' && machine.platform === 'pcbios');
  if (takesAnything) return yield* run(machine, { name, options: new Map(), args: [] });
  const invocation = parseOptions(machine, form, words);
  return typeof invocation === 'number' ? invocation : yield* run(machine, invocation);
}
