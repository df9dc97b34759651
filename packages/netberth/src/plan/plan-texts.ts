import type { ChangedField } from '@netberth/api';
import {
  countKind,
  countsSentence,
  groupChanges,
  radiusSentence,
  undescribedSentence,
  type ChangeGroup,
} from '@netberth/plan';
import type { z } from 'zod';
import { bad, busy, good, quiet, strong, type Painted } from '../output/painted.ts';
import { lineWith, type Line, type View } from '../output/view.ts';
import type { apply, exportFolder, plan } from './plan-definitions.ts';

type Made = z.output<typeof plan.output>;
const mostNames = 8;
const longestValue = 100;

export function planText(made: Made, { paint, input }: View): string {
  if (input['markdown'] === true) return made.markdown;
  const line = lineWith(paint);
  if (made.isChecked) return checkedText(made, line);
  const groups = groupChanges(made.changes);
  const left = undescribedSentence(made);
  const lines = [
    ...groups.flatMap((group) => groupLines(group, line)),
    ...(groups.length > 0 ? [''] : []),
    groups.length === 0
      ? line`Nothing to do: the server is what ${made.folder} says (${made.unchanged} compared).`
      : line`${strong(`${countsSentence(made)}: ${radiusSentence(made)}.`)}`,
    ...(made.radius.everyone.length === 0 ? [] : [line`For everybody: ${made.radius.everyone.join(', ')}.`]),
    ...(left === '' ? [] : [line`Not in the folder, and left alone: ${left}.`]),
    ...(made.secondPerson === null
      ? []
      : [line`${busy('A second person is needed:')} ${made.secondPerson}.`]),
    ...made.limits
      .filter(({ ok }) => !ok)
      .map(
        ({ name, limit, value }) =>
          line`${bad('Stopped by a limit:')} ${name} is ${limit}, and this would be ${value}.`,
      ),
    ...made.placed.map(
      ({ place, message }) =>
        line`${bad('Cannot be applied:')} ${place === null ? '' : `${place}: `}${message}`,
    ),
    ...made.notes.map((note) => line`Note: ${note}.`),
    ...nextLines(made, input, line),
    '',
  ];
  return lines.join('\n');
}

function checkedText({ placed, folder, unchanged, ok }: Made, line: Line): string {
  const faults = placed.map(({ place, message }) => line`${bad('Wrong:')} ${place ?? folder}: ${message}`);
  const last = ok
    ? line`${good('Right:')} ${folder} describes ${unchanged} things. No server was asked. Next: netberth plan ${folder}`
    : line`${folder}: ${faults.length} problems. No server was asked.`;
  return `${[...faults, last].join('\n')}\n`;
}

function nextLines({ ok, changes, folder }: Made, input: View['input'], line: Line): string[] {
  if (!ok) return [line`Next: change the folder, then: netberth plan ${folder}`];
  if (changes.length === 0) return [];
  const out = input['out'];
  return typeof out === 'string'
    ? [line`Next: netberth apply ${folder} --plan ${out}`]
    : [line`Next: netberth apply ${folder}`];
}

function groupLines(group: ChangeGroup, line: Line): string[] {
  const { action, fields, isDrift, lastChange, details, names } = group;
  const shownDetails = details
    .slice(0, mostNames)
    .map((detail, index) => line`    ${names.length === 1 ? '' : `${names[index] ?? ''}: `}${detail}`);
  const drift = isDrift
    ? [line`    ${busy('drift: it was changed on the server since the last apply')}`]
    : [];
  const by =
    lastChange === null
      ? []
      : [line`    ${quiet(`last changed by ${lastChange.by} with ${lastChange.command}, ${lastChange.at}`)}`];
  return [
    line`${signOf(action)} ${whatText(group)}`,
    ...shownDetails,
    ...fields.map((field) => fieldLine(field, line)),
    ...drift,
    ...by,
  ];
}

function signOf(action: ChangeGroup['action']): Painted {
  switch (action) {
    case 'add':
      return good('+');
    case 'change':
      return busy('~');
    case 'remove':
      return bad('-');
    case 'grant':
      return bad('!');
  }
}

function whatText({ kind, names, action, machines }: ChangeGroup): string {
  const [first = ''] = names;
  const shown = names.slice(0, mostNames).join(', ');
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  const what = names.length === 1 ? `${kind} ${first}` : `${countKind(names.length, kind)}: ${shown}${more}`;
  const used = kind === 'profile' && machines > 0 ? ` (${countKind(machines, 'machine')} use it)` : '';
  return `${what}${used}${action === 'remove' && kind === 'machine' ? ', forgotten with its history' : ''}`;
}

function fieldLine({ field, before, after }: ChangedField, line: Line): string {
  if (before === null) return line`    ${field}: ${cut(after ?? '')}`;
  if (after === null) return line`    ${field}: ${cut(before)} ${quiet('→')} ${quiet('nothing')}`;
  return line`    ${field}: ${cut(before)} ${quiet('→')} ${cut(after)}`;
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > longestValue ? `${characters.slice(0, longestValue).join('')}…` : text;
}

export function applyText(done: z.output<typeof apply.output>, { paint, input }: View): string {
  const line = lineWith(paint);
  const { applied, planned, proposals, machines } = done;
  if (planned === 0) return line`Nothing to do: the server is what ${String(input['folder'])} says.` + '\n';
  const before = planned > applied ? ` ${planned - applied} were made before.` : '';
  return [
    line`${good('Applied:')} ${applied} of ${planned} changes, on ${countKind(machines, 'machine')}.${before}`,
    ...proposals.map(
      (id) => line`Proposed, and nothing is installed until somebody else says: netberth grant approve ${id}`,
    ),
    'See: netberth audit list',
    '',
  ].join('\n');
}

export function exportText(
  { folder, files, notes, text }: z.output<typeof exportFolder.output>,
  { paint }: View,
): string {
  if (text !== null || folder === null) return text ?? '';
  const line = lineWith(paint);
  return [
    line`${folder}: ${files.length} files written.`,
    ...files.slice(0, 20).map((file) => line`  ${file}`),
    ...(files.length > 20 ? [line`  and ${files.length - 20} more`] : []),
    ...notes.map((note) => line`Note: ${note}.`),
    line`Next: netberth plan ${folder}`,
    '',
  ].join('\n');
}
