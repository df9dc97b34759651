import { viewWord } from './command-view.ts';
import type { Command, CommandLine } from './statement.ts';

/** Where a script may go on after a line: the next line, labels by name, or (`anyLabel`) a computed one. */
export type LineOutcome = {
  readonly fallsThrough: boolean;
  readonly labels: readonly string[];
  readonly anyLabel: boolean;
};

type Status = 'ok' | 'failed';

/**
 * Follow a line as system() of src/core/exec.c does, with every command that may fail both ways.
 *
 * `goto` that finds its label and `exit` leave the line; a line that ends failed ends the script.
 */
export function lineOutcome(line: CommandLine): LineOutcome {
  let alive: ReadonlySet<Status> = new Set<Status>(['ok']);
  const labels: string[] = [];
  let anyLabel = false;
  for (const command of line.commands) {
    const skipped = [...alive].filter((status) => !runsAfter(command, status));
    if (skipped.length === alive.size) continue;
    const [name, target] = command.words.map((word) => viewWord(word).text);
    if (name === 'goto' && target?.includes('${') === true) anyLabel = true;
    else if (name === 'goto' && target !== undefined) labels.push(target);
    alive = new Set([...skipped, ...statusesOf(name, target)]);
  }
  return { fallsThrough: alive.has('ok'), labels, anyLabel };
}

function runsAfter(command: Command, before: Status): boolean {
  if (command.operator === '||') return before === 'failed';
  return command.operator !== '&&' || before === 'ok';
}

function statusesOf(name: string | undefined, target: string | undefined): readonly Status[] {
  switch (name) {
    case undefined:
      return ['ok'];
    case 'exit':
      return [];
    case 'goto':
      return target === undefined || target.includes('${') ? ['failed'] : [];
    case 'reboot':
    case 'poweroff':
      return ['failed'];
    default:
      return ['ok', 'failed'];
  }
}
