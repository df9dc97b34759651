import { expect, test } from 'vitest';
import { runStorm } from '../src/storm/run-storm.ts';
import { silentProgress } from '../src/storm/storm-progress.ts';

test('two hundred machines at once all finish, none is installed twice, none without its grant', async () => {
  const options = { machines: 200, imageBytes: 100_000, sockets: 64, cpuProfileFolder: null, faults: null };
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
