import type { End, Fetched, Simulation } from '@netberth/ipxe/simulate';
import { useQuery } from '@tanstack/react-query';
import { askPreview } from './preview-network.ts';
import { beginningOf } from './preview-start.ts';
import type { PreviewStart } from './preview-start.ts';

/** The machine that the simulator stands for. */
export type SimulatedPlatform = 'pcbios' | 'efi';

/** How far a machine has come. */
export type Simulated = {
  readonly screen: readonly string[];
  /** `waits` also where a time limit runs: nobody lets it pass. */
  readonly end: End;
  readonly fetches: readonly Fetched[];
};

/** What a machine comes to with these keys. The keys are pressed anew from the beginning each time: that is quick. */
export function useSimulation(start: PreviewStart, platform: SimulatedPlatform, keys: readonly string[]) {
  return useQuery({
    queryKey: ['preview', start, platform, keys],
    queryFn: () => simulatePreview(start, platform, keys),
    placeholderData: (previous) => previous,
    staleTime: Infinity,
    gcTime: 0,
  });
}

async function simulatePreview(
  start: PreviewStart,
  platform: SimulatedPlatform,
  keys: readonly string[],
): Promise<Simulated> {
  const { simulateAsync } = await import('@netberth/ipxe/simulate');
  const simulation = await simulateAsync(
    { url: beginningOf(start) },
    {
      platform,
      keys,
      cards: [{ mac: '52:54:00:12:34:56', lease, isConfigured: true }],
      fetch: async (url) => {
        const { script } = await askPreview(url, start.machine);
        return script === null ? { kind: 'unseen' } : { kind: 'file', bytes: script };
      },
    },
  );
  return beforeTimePasses(simulation, keys.length);
}

/** The simulator lets the time of a menu pass when the keys are used up; a person has not gone away. */
function beforeTimePasses({ pauses, screen, end, fetches }: Simulation, keys: number): Simulated {
  const waits = pauses[keys];
  if (waits === undefined) return { screen, end, fetches };
  return {
    screen: waits.screen,
    end: { kind: 'waits', pause: waits.pause },
    fetches: fetches.filter(({ step }) => step <= waits.step),
  };
}

const lease = {
  ip: '192.168.86.100',
  netmask: '255.255.255.0',
  gateway: '192.168.86.1',
  dns: '192.168.86.1',
  'dhcp-server': '192.168.86.1',
};
