import type { Machine } from '@netberth/api';

/** Ids of other machines that the reason of a hold names: `mac 52:54:… of machine 14`. */
export function otherMachines({ id, stateReason }: Pick<Machine, 'id' | 'stateReason'>): readonly string[] {
  const named = [...(stateReason ?? '').matchAll(/\bmachine (\d+)/g)].map(([, number]) => number ?? '');
  return [...new Set(named)].filter((number) => number !== String(id));
}
