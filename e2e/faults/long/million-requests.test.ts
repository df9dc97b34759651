import { expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { FaultyServer } from '../src/faulty-server.ts';
import { fuzzServer } from '../src/fuzz/fuzz-server.ts';
import { worldSeed } from '../src/world-seed.ts';

// So many take a quarter of an hour on a machine that does nothing else, and an hour on one with much else to do.
const requests = Number(process.env['FAULTS_REQUESTS'] ?? 1_000_000);

test(`${requests} requests are answered without an error of the server, which does not grow by them`, async () => {
  const seed = worldSeed();
  const server = await FaultyServer.start({ folder: emptyWorkFolder('million-requests') });
  try {
    const tell = (sent: number, usage: object) => console.log(sent, usage);
    const { failures, statuses, rssMib, openFiles } = await fuzzServer(server, requests, seed, tell);
    console.log({ statuses, rssMib, openFiles });
    expect(failures, `seed ${seed}`).toEqual([]);
    expect(rssMib[1] - rssMib[0], `seed ${seed}`).toBeLessThan(200);
    expect(openFiles[1] - openFiles[0], `seed ${seed}`).toBeLessThan(20);
  } finally {
    await server.kill9();
  }
});
