import type { Extent, Plan } from './plan.ts';

const sectorBytes = 512;

/**
 * The plan as a table for people: the first sector of 512 bytes, the size in bytes, what stands there.
 *
 * Sectors that are in no line are zero. Equal texts mean equal layouts, not equal contents.
 */
export function describePlan(plan: Plan): string {
  const end = { offsetBytes: plan.sizeBytes, sizeBytes: 0, what: 'end' };
  return [...plan.extents, end].map((extent) => `${lineOf(extent)}\n`).join('');
}

function lineOf({
  offsetBytes,
  sizeBytes,
  what,
}: Pick<Extent, 'offsetBytes' | 'sizeBytes' | 'what'>): string {
  const rest = offsetBytes % sectorBytes;
  const sector = `${Math.floor(offsetBytes / sectorBytes)}${rest === 0 ? '' : `+${rest}`}`;
  return `${sector.padStart(10)} ${String(sizeBytes).padStart(10)}  ${what}`;
}
