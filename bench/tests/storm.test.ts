import { expect, test } from 'vitest';
import { runStorm } from '../src/storm/run-storm.ts';
import { silentProgress } from '../src/storm/storm-progress.ts';

const usual = { cpuProfileFolder: null, faults: null, linkSpeed: null };

test('two hundred machines at once all finish, none is installed twice, none without its grant', async () => {
  const options = { ...usual, machines: 200, imageBytes: 100_000, sockets: 64 };
  const { problems, machines, requests, lostAnswers, fileBytes } = await runStorm(options, silentProgress);
  expect(problems).toEqual([]);
  expect({ machines, requests, lostAnswers, fileBytes }).toEqual({
    machines: 200,
    requests: 3300,
    lostAnswers: 0,
    // two kernels, two initrds and the image for each
    fileBytes: 200 * (2 * 65_536 + 2 * 262_144 + 100_000),
  });
});

test('twelve machines on a link for four wait for their turns, and all finish', async () => {
  const options = { ...usual, machines: 12, imageBytes: 100_000, sockets: 12, linkSpeed: '100kbit' };
  const { problems, requests, lostAnswers } = await runStorm(options, silentProgress);
  expect([problems, lostAnswers]).toEqual([[], 0]);
  // 198 are those of machines that never wait.
  expect(requests).toBeGreaterThan(198);
});
