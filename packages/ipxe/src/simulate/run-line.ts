import { readCommands } from '../read-commands.ts';
import { wordText } from '../word-text.ts';
import { runCommand } from './commands/run-command.ts';
import { errors } from './errors.ts';
import { Halt } from './halt.ts';
import type { Machine } from './machine.ts';
import type { Run } from './run.ts';
import { expandSettings } from './settings/expand-settings.ts';

/** Run one line as system() of src/core/exec.c does: words first, then `||`, `&&`, `;`, then settings. */
export function* runLine(machine: Machine, line: string, number: number): Run<number> {
  const words = line.split(/[ \t\n\v\f\r]+/).filter((word) => word !== '');
  const { commands } = readCommands(words.map((word) => ({ segments: [word] })));
  let status = 0;
  for (const { operator, words: own } of commands) {
    if (operator === '||' && status === 0) continue;
    if (operator === '&&' && status !== 0) continue;
    const expanded = expandWords(machine, own.map(wordText));
    if (expanded === null) return errors.outOfMemory;
    status = yield* runCommand(machine, expanded, number);
    if (status !== 0) machine.errno = status;
    if (takeStop(machine, 'line')) break;
  }
  return status;
}

/** Null when a word gets longer than iPXE's memory. */
function expandWords(machine: Machine, words: readonly string[]): readonly string[] | null {
  const texts: string[] = [];
  for (const word of words) {
    const expanded = expandSettings(machine.tree, word);
    if (expanded.kind === 'endless')
      throw new Halt({ kind: 'hang', why: `"${word}" expands for ever: a value names itself` });
    if (expanded.kind === 'too-long') return null;
    texts.push(expanded.text);
  }
  return texts;
}

/** Was this asked to stop? A `line` stop is used up by its line, a `script` stop by its script. */
export function takeStop(machine: Machine, level: 'line' | 'script'): boolean {
  const { stop } = machine;
  const isStopped = stop === 'script' || stop === level;
  if (stop === level || level === 'script') machine.stop = 'none';
  return isStopped;
}
