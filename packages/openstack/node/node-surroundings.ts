import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Fetch, Surroundings } from '@netberth/openstack';

/** This process's own clock, chance and hashes. */
export function nodeSurroundings(fetch: Fetch): Surroundings {
  return {
    fetch,
    now: () => new Date(),
    random: Math.random,
    pause: async (milliseconds, signal) => {
      await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
    hash: (algorithm) => {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    },
  };
}
