import { planIso, readAt } from '@netberth/disk-image';
import type { IsoInput } from '@netberth/disk-image';

/** An ISO with these files, as an image is uploaded: under this name. */
export function discOf(
  files: Readonly<Record<string, string>>,
  more: Partial<Omit<IsoInput, 'files'>> = {},
): Buffer {
  const entries = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
  const outcome = planIso({ volumeId: 'DISC', epochSeconds: 1_700_000_000, files: entries, ...more });
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return Buffer.from(readAt(outcome.plan, 0, outcome.plan.sizeBytes));
}
