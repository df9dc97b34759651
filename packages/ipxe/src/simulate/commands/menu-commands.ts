import { errors } from '../errors.ts';
import { keyCode, keyName } from '../key.ts';
import type { Machine, Menu, Command } from '../machine.ts';
import type { Pause } from '../pause.ts';
import type { Run } from '../run.ts';
import { closeScreen, drawMenu, menuRow, menuRows } from '../screen/draw-menu.ts';
import { say } from '../screen/say.ts';
import { atOnce } from './at-once.ts';
import {
  moveSelection,
  openingItem,
  pageOf,
  scrollDistance,
  type MenuItem,
  type MenuPlace,
} from './menu-model.ts';
import { badInteger, integerOption, keyOption, timeoutOption } from './option-values.ts';
import { pressKey } from './press-key.ts';
import { storeText } from './setting-commands.ts';

export const menu = atOnce((machine, { options, args }) => {
  const name = options.get('name') ?? null;
  const before = machine.menus.findIndex((each) => each.name === name);
  if (before !== -1) machine.menus.splice(before, 1);
  if (!options.has('delete')) machine.menus.push({ name, title: args.join(' '), items: [] });
  return 0;
});

export const item = atOnce((machine, invocation) => {
  const { options, args } = invocation;
  const key = keyOption(machine, invocation);
  if (key === null) return badInteger;
  const isGap = options.has('gap');
  const label = isGap ? null : (args[0] ?? null);
  const found = findMenu(machine, options.get('menu') ?? options.get('form') ?? null);
  if (typeof found === 'number') return found;
  const added: MenuItem = {
    label,
    text: args.slice(isGap ? 0 : 1).join(' '),
    key,
    isDefault: options.has('default'),
    isSecret: options.has('secret'),
  };
  found.items.push(added);
  return 0;
});

export function findMenu(machine: Machine, name: string | null): Menu | number {
  const found = machine.menus.find((each) => each.name === name);
  if (found !== undefined) return found;
  const thing = machine.isOld ? 'menu' : 'user interface';
  say(machine, name === null ? `No default ${thing}` : `"${name}": no such ${thing}`);
  return errors.noMenu;
}

export const choose: Command = function* (machine, invocation) {
  const { options, args } = invocation;
  const timeout = timeoutOption(machine, invocation);
  const retimeout = integerOption(machine, invocation, 'retimeout', 0);
  if (timeout === null || retimeout === null) return badInteger;
  const found = findMenu(machine, options.get('menu') ?? null);
  if (typeof found === 'number') return found;
  const times = { first: timeout.ms, later: retimeout === 0 ? null : retimeout };
  const chosen = yield* showMenu(machine, found, options.get('default') ?? null, times);
  if (!options.has('keep')) machine.menus.splice(machine.menus.indexOf(found), 1);
  return typeof chosen === 'number' ? chosen : storeText(machine, args[0] ?? '', chosen.label);
};

/** Let the person choose; the label of the choice, or an error number. */
function* showMenu(
  machine: Machine,
  shown: Menu,
  wanted: string | null,
  times: { readonly first: number | null; readonly later: number | null },
): Run<{ readonly label: string } | number> {
  const opening = openingItem(shown.items, wanted);
  if (opening === null) return errors.emptyMenu;
  const rows = menuRows(machine.terminal);
  let place = { current: opening, first: pageOf(opening, 0, rows) };
  let timeoutMs = times.first;
  for (;;) {
    drawMenu(machine.terminal, shown, place, timeoutMs);
    const key = yield* pressKey(machine, menuPause(shown, place, timeoutMs));
    const label = shown.items[place.current]?.label ?? '';
    if (key === null || ['Enter', 'Ctrl-J', 'Ctrl-M'].includes(key)) return leave(machine, { label });
    if (key === 'Escape' || keyCode(key) === 3) return leave(machine, errors.menuCanceled);
    timeoutMs = times.later;
    const shortcut = shortcutOf(shown.items, key);
    if (shortcut !== null && shown.items[shortcut]?.label !== null)
      return leave(machine, { label: shown.items[shortcut]?.label ?? '' });
    const distance = shortcut === null ? scrollDistance(key, place, shown.items.length, rows) : 1;
    const current = moveSelection(shown.items, shortcut ?? place.current, distance);
    place = { current, first: pageOf(current, place.first, rows) };
  }
}

function leave<Result>(machine: Machine, result: Result): Result {
  closeScreen(machine.terminal);
  return result;
}

function shortcutOf(items: readonly MenuItem[], key: string): number | null {
  const code = keyCode(key);
  const index = items.findIndex((each) => each.key !== 0 && each.key === code);
  return index === -1 ? null : index;
}

function menuPause(shown: Menu, place: MenuPlace, timeoutMs: number | null): Pause {
  const items = shown.items.map(({ label, text, key }) => ({
    label,
    text,
    key: key === 0 ? null : keyName(key),
  }));
  return {
    kind: 'menu',
    title: shown.title,
    items,
    selected: place.current,
    row: menuRow(place),
    timeoutMs,
  };
}
