/** A text screen with a cursor, as a PC's BIOS has it. A line is as long as something stands in it. */
export type Terminal = {
  readonly columns: number;
  readonly rows: number;
  lines: string[];
  row: number;
  column: number;
  /** Everything that was printed since `takePrinted`, escape sequences left out. */
  printed: string;
  /** All that was printed until then. */
  output: string;
};

export function createTerminal(): Terminal {
  const terminal = { columns: 80, rows: 25, lines: [], row: 0, column: 0, printed: '', output: '' };
  clearTerminal(terminal);
  return terminal;
}

/** Blank the screen; the cursor goes to the upper left. */
export function clearTerminal(terminal: Terminal): void {
  terminal.lines = Array<string>(terminal.rows).fill('');
  terminal.row = 0;
  terminal.column = 0;
}

// eslint-disable-next-line no-control-regex
const escapeSequence = /\x1b\[([0-9;?]*)([A-Za-z])/y;

/** Print text as iPXE's consoles do: `\n`, `\r`, `\b`, and the escape sequences of src/core/ansiesc.c. */
export function print(terminal: Terminal, text: string): void {
  let index = 0;
  while (index < text.length) {
    escapeSequence.lastIndex = index;
    const sequence = escapeSequence.exec(text);
    if (sequence === null) {
      const character = String.fromCodePoint(text.codePointAt(index) ?? 0x20);
      terminal.printed += character;
      putCharacter(terminal, character.length === 1 ? character : '\ufffd');
      index += character.length;
    } else {
      obeySequence(terminal, sequence[1] ?? '', sequence[2] ?? '');
      index = escapeSequence.lastIndex;
    }
  }
}

function putCharacter(terminal: Terminal, character: string): void {
  if (character === '\n') {
    terminal.column = 0;
    moveDown(terminal);
  } else if (character === '\r') terminal.column = 0;
  else if (character === '\b') terminal.column = Math.max(0, terminal.column - 1);
  else if (character >= ' ') {
    terminal.lines[terminal.row] = over(terminal.lines[terminal.row] ?? '', terminal.column, character);
    terminal.column += 1;
    if (terminal.column === terminal.columns) {
      terminal.column = 0;
      moveDown(terminal);
    }
  }
}

function moveDown(terminal: Terminal): void {
  terminal.row += 1;
  if (terminal.row < terminal.rows) return;
  terminal.row = terminal.rows - 1;
  terminal.lines.shift();
  terminal.lines.push('');
}

function obeySequence(terminal: Terminal, numbers: string, last: string): void {
  if (last === 'J') clearTerminal(terminal);
  if (last !== 'H') return;
  const [row = 1, column = 1] = numbers.split(';').map((each) => Number.parseInt(each, 10) || 1);
  terminal.row = Math.min(Math.max(row, 1), terminal.rows) - 1;
  terminal.column = Math.min(Math.max(column, 1), terminal.columns) - 1;
}

/** Write over a part of one line without moving the cursor; what does not fit is cut. */
export function drawAt(terminal: Terminal, row: number, column: number, text: string): void {
  const line = terminal.lines[row];
  if (line === undefined) return;
  const shown = text.replace(unshown, (character) => (character.length === 1 ? ' ' : '\ufffd'));
  terminal.lines[row] = over(line, column, shown.slice(0, Math.max(0, terminal.columns - column)));
}

/** Controls, and characters that JavaScript has as two: on a screen each takes one place. */
const unshown = /[^ -\uffff]/gu;

function over(line: string, column: number, text: string): string {
  return line.padEnd(column).slice(0, column) + text + line.slice(column + text.length);
}

/** The screen as lines, without blanks at their ends and without empty lines at the end. */
export function screenOf(terminal: Terminal): readonly string[] {
  const lines = terminal.lines.map((line) => line.trimEnd());
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}

/** Give what was printed since the last call, with the effect of backspaces applied. */
export function takePrinted(terminal: Terminal): string {
  const kept: string[] = [];
  for (const character of terminal.printed) {
    if (character === '\b') kept.pop();
    else if (character !== '\r') kept.push(character);
  }
  terminal.output += terminal.printed;
  terminal.printed = '';
  return kept.join('');
}
