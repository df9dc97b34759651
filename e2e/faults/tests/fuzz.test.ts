import { expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { FaultyServer } from '../src/faulty-server.ts';
import { fuzzServer } from '../src/fuzz/fuzz-server.ts';
import { worldSeed } from '../src/world-seed.ts';

test('three thousand requests of every kind are answered without an error of the server', async () => {
  const seed = worldSeed();
  const server = await FaultyServer.start({ folder: emptyWorkFolder('fuzz') });
  try {
    const { failures, statuses } = await fuzzServer(server, 3_000, seed);
    expect(failures, `seed ${seed}`).toEqual([]);
    // Not all of them ended at the door.
    expect(statuses['200'], `seed ${seed}`).toBeGreaterThan(200);
  } finally {
    await server.kill9();
  }
}, 180_000);
