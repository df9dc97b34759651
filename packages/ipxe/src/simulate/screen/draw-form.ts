import type { Machine } from '../machine.ts';
import { clearTerminal, drawAt, type Terminal } from './terminal.ts';

/** A line of a form while it is filled in; one whose `label` is null is text only. */
export type FormControl = {
  readonly label: string | null;
  readonly text: string;
  readonly isSecret: boolean;
  /** Where its text and its box stand. */
  readonly rows: FormRows;
  readonly value: string;
  readonly cursor: number;
  /** Why its value could not be stored. */
  readonly complaint: string | null;
};

export type FormRows = { readonly text: number; readonly box: number };

const firstRow = 3;
const instructions = 'Ctrl-X - save changes     Ctrl-C - discard changes';

type Sized = { readonly label: string | null; readonly text: string };

/**
 * The row of each line (src/hci/tui/form_ui.c): blank rows between lines, then after texts, as long as there is room;
 * the whole in the middle. Null when there is no room at all. `login` of 2019 has fixed places.
 */
export function formRows(machine: Machine, controls: readonly Sized[]): readonly FormRows[] | null {
  if (machine.isOld) return controls.map((_, index) => ({ text: 8 + 6 * index, box: 10 + 6 * index }));
  const texts = controls.filter(({ text }) => text !== '').length;
  const inputs = controls.filter(({ label }) => label !== null).length;
  let spare = machine.terminal.rows - 3 - firstRow - texts - 2 * inputs;
  if (spare < 0) return null;
  const between = controls.length - 1 <= spare ? 1 : 0;
  spare -= between * (controls.length - 1);
  const afterText = texts <= spare ? 1 : 0;
  spare -= afterText * texts;
  let row = firstRow + Math.floor(spare / 2);
  return controls.map(({ label, text }) => {
    const rows = { text: row, box: row + (text === '' ? 0 : 1 + afterText) };
    row += (text === '' ? 0 : 1 + afterText) + (label === null ? 0 : 2) + between;
    return rows;
  });
}

/** Draw a form over the whole screen. */
export function drawForm(
  machine: Machine,
  title: string,
  controls: readonly FormControl[],
  focus: number,
): void {
  const { terminal, isOld } = machine;
  clearTerminal(terminal);
  if (title !== '') drawCentred(terminal, 1, title);
  for (const [index, control] of controls.entries()) {
    // 2019's colon is not counted when its label is centred.
    const column = Math.floor((terminal.columns - control.text.length) / 2);
    drawAt(terminal, control.rows.text, column, isOld ? `${control.text}:` : control.text);
    if (control.label === null) continue;
    drawBox(terminal, control.rows.box, isOld ? 20 : terminal.columns / 2, control, index === focus);
    if (control.complaint !== null) drawCentred(terminal, control.rows.box + 1, ` ${control.complaint} `);
  }
  if (!isOld) drawCentred(terminal, terminal.rows - 2, instructions);
}

function drawBox(
  terminal: Terminal,
  row: number,
  width: number,
  control: FormControl,
  isFocused: boolean,
): void {
  const shown = control.isSecret ? '*'.repeat(control.value.length) : control.value;
  // A value that is longer than its box shows its end while it is typed.
  const from = isFocused ? Math.max(0, control.cursor - width + 1) : 0;
  const visible = shown.slice(from, from + width).padEnd(width, '_');
  drawAt(terminal, row, Math.floor((terminal.columns - width) / 2), visible);
}

function drawCentred(terminal: Terminal, row: number, text: string): void {
  drawAt(terminal, row, Math.floor((terminal.columns - text.length) / 2), text);
}
