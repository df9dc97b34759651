import { expect, test } from 'vitest';
import { emulatorScript } from './emulator-script.ts';
import { pressedKey } from './pressed-key.ts';
import { spokenScreen } from './spoken-screen.ts';
import { standInScript } from './stand-in-script.ts';
import { TextScreen } from './text-screen.ts';

const plain = { foreground: 0xaaaaaa, background: 0x0000aa };
const selected = { foreground: 0xffffff, background: 0xaa0000 };
const menu = (at: number) =>
  ['What does it boot?', 'The disk', 'Debian', 'Fedora'].map((text, row) => [
    { text, ...(row === at ? selected : plain) },
  ]);

test('a new screen is read out, then the line that is selected, then the line that has changed', () => {
  expect(spokenScreen([], [...menu(1), ...menu(9)])).toBe(
    'What does it boot?\nThe disk\nDebian\nFedora\nWhat does it boot?\nThe disk\nDebian\nFedora',
  );
  expect(spokenScreen(menu(1), menu(2))).toBe('Debian');
  expect(spokenScreen(menu(1), [...menu(1), [{ text: 'Press a key', ...plain }]])).toBe('Press a key');
});

test('seconds that are counted down are not read out', () => {
  const counting = (seconds: number) => [
    [{ text: `The disk     (${seconds})`, ...selected }],
    [{ text: 'Debian'.padEnd(80), ...plain }],
  ];
  expect(spokenScreen(counting(60), counting(59))).toBe('The disk');
});

test('a text screen gives its lines in runs of one colour', () => {
  const screen = new TextScreen();
  for (const [index, character] of ['o', 'k'].entries())
    screen.put(3, index, character.charCodeAt(0), 0xffffff, 0xaa0000);
  screen.put(3, 2, 0xdb, 0xffffff, 0xaa0000);
  screen.put(99, 0, 65, 0, 0);
  expect(screen.rows).toHaveLength(25);
  expect(screen.rows[3]).toEqual([
    { text: 'ok ', foreground: 0xffffff, background: 0xaa0000 },
    { text: ' '.repeat(77), foreground: 0xaaaaaa, background: 0 },
  ]);
});

test('the emulator gets scripts for its network and its processor', () => {
  expect(
    emulatorScript(
      'kernel https://mirror.example:8443/linux base=http://[2001:db8::1]:8080/x\ncpuid --ext 29 && set a b\n',
    ),
  ).toBe('kernel http://mirror.example/linux base=http://[2001:db8::1]/x\niseq 64 64 && set a b\n');
});

test('what stands in for a file says its URL as text, whatever the URL is', () => {
  expect(standInScript('http://x/${serial}\n|| shell', 'http://192.168.86.1/menu.ipxe')).toBe(
    [
      '#!ipxe',
      'echo',
      'echo PREVIEW: here a machine would start',
      'echo http://x/??serial??||?shell',
      'echo What it would have loaded, with the arguments:',
      'imgstat ||',
      'prompt Press a key to begin again ||',
      'imgfree ||',
      'chain --autofree --replace http://192.168.86.1/menu.ipxe',
      '',
    ].join('\n'),
  );
});

test('keys go to the machine, but those that lead out of its screen stay with the browser', () => {
  const press = (key: string, more = {}) =>
    pressedKey({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });
  expect([press('ArrowDown'), press('Enter'), press('a'), press(' ')]).toEqual(['Down', 'Enter', 'a', ' ']);
  expect([
    press('c', { ctrlKey: true }),
    press('r', { ctrlKey: true }),
    press('1', { altKey: true }),
  ]).toEqual(['Ctrl-C', null, null]);
  expect([press('Tab'), press('F5'), press('ß')]).toEqual([null, null, null]);
});
