import { expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { disastersOf, killedWithWrongClock } from '../src/disasters.ts';
import { FaultyServer } from '../src/faulty-server.ts';
import { worldSeed } from '../src/world-seed.ts';
import { runWorld } from '../src/world.ts';

test('machines, people and a server that is killed again and again agree in the end about what was installed', async () => {
  const seed = worldSeed();
  const folder = emptyWorkFolder('world-of-faults');
  const server = await FaultyServer.start({ folder });
  try {
    const report = await runWorld({
      ...{ seed, folder, machines: 36, stormMs: 4_000, clocksJump: true },
      ...{ urls: [server.url], sockets: [server.socket] },
      disasters: async (storm, chance) => {
        await disastersOf([killedWithWrongClock(server)], 800)(storm, chance);
        await server.jumpClock(0);
      },
    });
    expect(report.problems, `seed ${seed}`).toEqual([]);
    expect(report.finishes, `seed ${seed}`).toBeGreaterThan(10);
    expect(report.states['held'], `seed ${seed}`).toBe(6);
  } finally {
    await server.kill9();
  }
}, 180_000);
