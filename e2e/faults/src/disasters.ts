import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../../bench/src/storm/seeded-chance.ts';
import type { FaultyServer } from './faulty-server.ts';
import type { PostgresToStop } from './postgres-to-stop.ts';
import type { SmallDisk } from './small-disk.ts';

/** Something that goes wrong and is well again afterwards. */
export type Disaster = (chance: Chance) => Promise<void>;

/** One disaster after the other, with some peace between them, until the storm is over. */
export function disastersOf(kinds: readonly Disaster[], peaceMs: number) {
  return async (storm: AbortSignal, chance: Chance): Promise<void> => {
    while (!storm.aborted) {
      await sleep(peaceMs * (0.5 + chance()));
      await kinds[Math.floor(chance() * kinds.length)]?.(chance);
    }
  };
}

const minuteMs = 60_000;

/** Killed, and started again, by a clock that is up to ten minutes wrong. */
export function killedWithWrongClock(server: FaultyServer): Disaster {
  return async (chance) => {
    await server.jumpClock(Math.round((chance() - 0.5) * 20) * minuteMs);
    await server.kill9AndStart();
  };
}

export function killed(servers: readonly FaultyServer[]): Disaster {
  return async (chance) => await servers[Math.floor(chance() * servers.length)]?.kill9AndStart();
}

export function databaseAway(postgres: PostgresToStop): Disaster {
  return async (chance) => {
    await postgres.switchOff(chance() < 0.5 ? 'SIGINT' : 'SIGQUIT');
    await sleep(chance() * 1_500);
    await postgres.switchOn();
  };
}

export function connectionsCut(postgres: PostgresToStop): Disaster {
  return () => postgres.cutConnections();
}

export function diskFull(disk: SmallDisk): Disaster {
  return async (chance) => {
    await disk.fill();
    await sleep(500 + chance() * 1_500);
    await disk.makeRoom();
  };
}
