import { expect, test } from 'vitest';
import { plainText, Screen } from './screen.ts';

test('a terminal escape sequence cut in two by the pipe disappears whole', () => {
  const screen = new Screen();
  screen.write('Booting \x1b[0');
  screen.write(';37mfrom disk\r\n');
  expect(screen.text).toBe('Booting from disk\n');
});

test('a cursor jump begins a new line', () => {
  expect(plainText('SeaBIOS\x1b[2;1HMachine UUID').text).toBe('SeaBIOS\nMachine UUID');
});

test('text is found when it comes in pieces, and only behind the position asked for', async () => {
  const screen = new Screen();
  screen.write('INSTALLER: up\n');
  const found = screen.find('INSTALLER: up', 5, AbortSignal.timeout(1_000));
  screen.write('INSTALLER: ');
  screen.write('up\n');
  expect((await found).end).toBe(27);
  expect(screen.count('INSTALLER: up')).toBe(2);
});

test('a wait that is broken off says so', async () => {
  await expect(new Screen().find('never', 0, AbortSignal.timeout(10))).rejects.toThrow(
    'not watched any longer',
  );
});
