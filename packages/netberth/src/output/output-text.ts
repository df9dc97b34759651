import type { VerbLine } from '../command-line/parse-command-line.ts';
import { Failure } from '../failure.ts';
import { localVerbOf } from '../local-verbs.ts';
import type { Environment } from '../server/read-server-config.ts';
import type { Terminal } from '../terminal.ts';
import { commandTexts } from './command-texts.ts';
import { outputField } from './output-field.ts';
import { withColours, withoutColours } from './painted.ts';

/** What came of a verb, for a program or for a person. */
export function outputText(
  line: VerbLine,
  output: unknown,
  environment: Environment,
  terminal: Terminal,
): string {
  return line.flags.json ? jsonText(line, output) : humanText(line, output, environment, terminal);
}

function jsonText(line: VerbLine, output: unknown): string {
  const { rows } = line.verb.definition.cli;
  return `${JSON.stringify(rows === undefined ? output : outputField(output, rows), null, 2)}\n`;
}

function humanText(line: VerbLine, output: unknown, environment: Environment, terminal: Terminal): string {
  const { definition } = line.verb;
  const isColoured =
    terminal.isOutTty && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  const view = {
    paint: isColoured ? withColours() : withoutColours,
    now: terminal.now(),
    widthColumns: terminal.widthColumns,
    lineColumns: terminal.isOutTty ? terminal.widthColumns : undefined,
    input: line.input,
  };
  const local = localVerbOf(definition.name);
  const text = local?.text(output, view) ?? commandTexts.get(definition.name)?.(output, view) ?? null;
  if (text === null)
    throw new Failure(
      `It is done, but the answer to \`${line.verb.words.join(' ')}\` is not of this version; --json shows it as it came.`,
    );
  const next = outputField(output, 'next');
  return typeof next === 'number' ? `${text}More: --after ${next}\n` : text;
}
