import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { startByteProgress } from './byte-progress.ts';
import { startCountProgress } from './count-progress.ts';

function terminal(isErrTty: boolean, widthColumns = 80) {
  const err = Object.assign(new PassThrough(), { isTTY: isErrTty });
  let nowMs = 0;
  return {
    ...{ out: new PassThrough(), err, isOutTty: false, isErrTty, widthColumns },
    now: () => new Date(nowMs),
    passMs: (ms: number) => (nowMs += ms),
    said: () => String(err.read() ?? ''),
  };
}

test('a log has a line for each tenth', async () => {
  const log = terminal(false);
  const sent = await startByteProgress(log, 1000);
  for (const bytes of [50, 100, 150, 1000]) sent.at(bytes);
  const made = await startCountProgress(log, 20, { done: 'made', nouns: 'media' });
  for (let count = 1; count <= 4; count += 1) made.at(count);
  expect(log.said()).toBe(
    'sent 10 % (100 B of 1000 B)\nsent 100 % (1000 B of 1000 B)\nmade 2 of 20 media\nmade 4 of 20 media\n',
  );
});

test.each([80, 60])('a bar, what is done, how fast and how long still fit in %d columns', async (columns) => {
  const screen = terminal(true, columns);
  const sent = await startByteProgress(screen, 1023 * 1024 * 1024);
  screen.passMs(7000);
  sent.at(1021 * 1024 * 1024);
  sent.end();
  const lines = screen
    .said()
    // oxlint-disable-next-line no-control-regex -- what moves the cursor takes no room
    .split(/[\n\r]|\u001B\[[^A-Za-z]*[A-Za-z]/)
    .filter((line) => line.includes('left'));
  expect(lines.at(-1)).toMatch(/^█+░* 99%  1021 MiB of 1023 MiB  146 MiB\/s  14 ms left *$/);
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
});
