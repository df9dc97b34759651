import type { MenuItem, MenuPlace } from '../commands/menu-model.ts';
import { clearTerminal, drawAt, type Terminal } from './terminal.ts';

// src/hci/tui/menu_ui.c: one line of title, the items from the fourth line on, two blanks before each text.
const titleRow = 1;
const firstRow = 3;
const textColumn = 3;

/** How many items a page has. */
export function menuRows(terminal: Terminal): number {
  return terminal.rows - 2 - firstRow;
}

/** The line of the screen in which the selected item stands. */
export function menuRow({ current, first }: MenuPlace): number {
  return firstRow + current - first;
}

/** Draw a menu over the whole screen; the seconds left stand behind the selected item. */
export function drawMenu(
  terminal: Terminal,
  menu: { readonly title: string; readonly items: readonly MenuItem[] },
  place: MenuPlace,
  timeoutMs: number | null,
): void {
  clearTerminal(terminal);
  const title = menu.title.slice(0, terminal.columns - 2);
  drawAt(terminal, titleRow, Math.floor((terminal.columns - title.length) / 2), title);
  const rows = menuRows(terminal);
  if (place.first > 0) drawAt(terminal, firstRow - 1, textColumn, '...');
  if (place.first + rows < menu.items.length) drawAt(terminal, firstRow + rows, textColumn, '...');
  for (const [offset, item] of menu.items.slice(place.first, place.first + rows).entries())
    drawAt(terminal, firstRow + offset, textColumn, item.text.slice(0, terminal.columns - 6));
  if (timeoutMs !== null) drawTimeout(terminal, menuRow(place), timeoutMs);
}

function drawTimeout(terminal: Terminal, row: number, timeoutMs: number): void {
  const shown = `(${Math.ceil(timeoutMs / 1000)})`.slice(0, 5);
  drawAt(terminal, row, terminal.columns - 3 - shown.length, shown);
}

/** What iPXE leaves behind when a menu or form closes: a blank screen, the cursor in the last line. */
export function closeScreen(terminal: Terminal): void {
  clearTerminal(terminal);
  terminal.row = terminal.rows - 1;
}
