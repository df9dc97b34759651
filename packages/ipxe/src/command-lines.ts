import type { Script } from './script.ts';
import type { CommandLine } from './statement.ts';

/** The statements of a script that run something, in order. */
export function commandLines(script: Script): CommandLine[] {
  return script.statements.filter((statement) => statement.kind === 'command');
}
