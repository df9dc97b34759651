import { isBlank } from './blank-character.ts';
import { positionIn, type LogicalLine } from './logical-lines.ts';
import { readCommands } from './read-commands.ts';
import type { Statement, Word } from './statement.ts';

type PlacedWord = { readonly word: Word; readonly start: number };

/** The statements of one line: none is lost, `:name command` gives two, an empty line gives a blank. */
export function parseLine(line: LogicalLine): Statement[] {
  const start = skipBlanks(line.text, 0);
  if (line.text[start] !== ':') return [parseCommandLine(line, start, [])];
  const end = skipWord(line.text, start);
  const name = line.text.slice(start + 1, end);
  const label: Statement = { kind: 'label', name, position: positionIn(line, start) };
  const rest = skipBlanks(line.text, end);
  if (rest === line.text.length) return [label];
  // After a label iPXE takes `:x` for a command; on a line of its own it would be a label, `; :x` is not.
  const before = line.text[rest] === ':' ? [{ word: { segments: [';'] }, start: rest }] : [];
  return [label, parseCommandLine(line, rest, before)];
}

function parseCommandLine(line: LogicalLine, from: number, before: readonly PlacedWord[]): Statement {
  const placed = [...before, ...splitWords(line, from)];
  const position = positionIn(line, from);
  if (placed.length === 0) return { kind: 'blank', position };
  const { commands, commentAt } = readCommands(placed.map((each) => each.word));
  if (commentAt === null) return { kind: 'command', commands, position };
  const remark = line.text.slice((placed[commentAt]?.start ?? from) + 1).trim();
  return commentAt === 0
    ? { kind: 'comment', text: remark, position }
    : { kind: 'command', commands, remark, position };
}

function splitWords(line: LogicalLine, from: number): PlacedWord[] {
  const placed: PlacedWord[] = [];
  let start = skipBlanks(line.text, from);
  while (start < line.text.length) {
    const end = skipWord(line.text, start);
    const word: Word = { segments: [line.text.slice(start, end)], position: positionIn(line, start) };
    placed.push({ word, start });
    start = skipBlanks(line.text, end);
  }
  return placed;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (isBlank(text.charAt(index))) index += 1;
  return index;
}

function skipWord(text: string, from: number): number {
  let index = from;
  while (index < text.length && !isBlank(text.charAt(index))) index += 1;
  return index;
}
