import type { Grant } from '@netberth/api';
import { deadlineText } from './time-text.ts';
import { good, quiet, strong, type Word } from './painted.ts';
import { lineWith, type View } from './view.ts';

/** `image1`, `wipe, then image1` */
export function stepsText(steps: readonly string[]): string {
  return steps.join(', then ');
}

/** A machine's grant with each step: done ✓, next or running ▶, later ·. `knownAddress` is the machine's own. */
export function grantText(grant: Grant, knownAddress: string | null, view: View): string {
  const line = lineWith(view.paint);
  const steps = grant.steps.map(
    (step, index) => line`  ${stepMark(index, grant.step)} ${index === grant.step ? strong(step) : step}`,
  );
  const address = grant.address ?? knownAddress;
  const reason = grant.reason === null ? '' : line`, because "${grant.reason}"`;
  return [
    line`Grant ${grant.id} (${grant.status}) by ${grant.createdBy}` + reason,
    ...steps,
    line`  until ${deadlineText(grant.expiresAt, view.now)}; started ${grant.starts} of at most ${grant.maxStarts} times`,
    address === null ? '  for the first address that asks' : line`  for ${address} alone`,
    '',
  ].join('\n');
}

function stepMark(index: number, current: number): Word {
  if (index < current) return good('✓');
  return index === current ? strong('▶') : quiet('·');
}
