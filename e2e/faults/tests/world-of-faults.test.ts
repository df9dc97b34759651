import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { FaultyServer } from '../src/faulty-server.ts';
import { runWorld } from '../src/world.ts';

const minuteMs = 60_000;

test(
  'machines, people and a server that is killed again and again agree in the end about what was installed',
  async () => {
    const seed = Number(process.env['NETBERTH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
    console.log(`seed ${seed}: NETBERTH_SEED=${seed} brings the same faults again`);
    const folder = emptyWorkFolder('world-of-faults');
    const server = await FaultyServer.start({ folder });
    try {
      const report = await runWorld({
        ...{ seed, folder, machines: 36, stormMs: 4_000, clocksJump: true },
        ...{ urls: [server.url], sockets: [server.socket] },
        disasters: async (storm, chance) => {
          while (!storm.aborted) {
            await sleep(500 + chance() * 1_500);
            await server.jumpClock(Math.round((chance() - 0.5) * 20) * minuteMs);
            await server.kill9AndStart();
          }
          await server.jumpClock(0);
        },
      });
      expect(report.problems, `seed ${seed}`).toEqual([]);
      expect(report.finishes, `seed ${seed}`).toBeGreaterThan(10);
      expect(report.states['held'], `seed ${seed}`).toBe(6);
      console.log(report);
    } finally {
      await server.kill9();
    }
  },
  3 * minuteMs,
);
