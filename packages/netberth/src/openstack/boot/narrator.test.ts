import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { doingLine } from './doing-line.ts';
import { startNarrator } from './narrator.ts';

function fakeTerminal(isErrTty: boolean) {
  const err = Object.assign(new PassThrough(), { isTTY: isErrTty, columns: 100 });
  const printed: string[] = [];
  err.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const now = () => new Date('2026-01-02T03:04:05Z');
  const out = new PassThrough();
  const terminal = { out, err, isOutTty: false, isErrTty, widthColumns: 100, now };
  return { terminal, text: () => stripVTControlCharacters(printed.join('')) };
}

test('in a log there are lines, and nothing of what changes from moment to moment', async () => {
  const { terminal, text } = fakeTerminal(false);
  const narrator = await startNarrator(terminal, 5);
  narrator.at('web1', { what: 'fetches image.xz', percent: 42 });
  narrator.tell('web1', 'is installed');
  narrator.end();
  expect(text()).toBe('03:04:05  web1   is installed\n');
});

test('on a terminal each server has a bar below the lines, which goes when all is done', async () => {
  const { terminal, text } = fakeTerminal(true);
  const narrator = await startNarrator(terminal, 4);
  narrator.tell('web1', 'has its port');
  narrator.at('web1', { what: 'fetches image.xz', percent: 25 });
  narrator.at('web2', { what: 'the cloud builds it', percent: null });
  await expect.poll(text).toContain('web1  █████░░░░░░░░░░░░░░░  25%');
  await expect.poll(text).toContain('web2  ····················');
  narrator.tell('web1', 'is installed');
  narrator.at('web1', null);
  narrator.at('web3', { what: 'boots its own disk', percent: null });
  await expect.poll(text).toContain('web3  ····················');
  narrator.end();
  const lines = text().split('\n');
  expect(lines[0]).toBe('03:04:05  web1  has its port');
  expect(lines.filter((line) => line.includes('03:04:05  web1  is installed'))).toHaveLength(1);
});

test('a line of a bar fits the terminal, and shows no command of it', () => {
  const doing = { what: `fetches \u001b[2J${'x'.repeat(100)}`, percent: 99.9 };
  const line = doingLine({ name: 'web1', doing, sinceMs: 0 }, 72_000, 6, 60);
  expect(line).toHaveLength(60);
  expect(line).toMatch(/^web1 {4}█{20} {2}99% 1 min 12 s {2}fetches /);
  expect(line).not.toContain('\u001b');
});
