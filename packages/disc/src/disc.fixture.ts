import { planIso, readAt, type ContentReader, type IsoInput } from '@netberth/disk-image';
import { openDisc, type DiscContent } from './disc-content.ts';

/** An ISO with these files, read back from its sectors. */
function discImage(
  files: Readonly<Record<string, string>>,
  more: Partial<Omit<IsoInput, 'files'>> = {},
): ContentReader {
  const entries = Object.entries(files).map(([path, text]) => ({ path, content: latin1(text) }));
  const outcome = planIso({ volumeId: 'DISC', epochSeconds: 1_700_000_000, files: entries, ...more });
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  const { plan } = outcome;
  const read = (offsetBytes: number, sizeBytes: number) => readAt(plan, offsetBytes, sizeBytes);
  return { kind: 'reader', sizeBytes: plan.sizeBytes, readAt: read };
}

export function discWith(
  files: Readonly<Record<string, string>>,
  more: Partial<Omit<IsoInput, 'files'>> = {},
): DiscContent {
  const opened = openDisc(discImage(files, more));
  if (opened.kind === 'no-disc') throw new Error(opened.why);
  return opened.content;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
