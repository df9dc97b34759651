import type { Reading } from '../../database/work.ts';
import { machinesOfRollout } from '../rollouts/rollout-machine-store.ts';
import { rolloutsUnderWay } from '../rollouts/rollout-store.ts';
import type { Step } from './planned-step.ts';

const mostNamed = 5;

/**
 * What machines rest on is what a roll-out changes: a folder that says it too takes them away from the roll-out, or back to
 * where they were at each apply.
 */
export function* rolloutNotes(steps: readonly Step[]): Reading<readonly string[]> {
  const resting = steps.filter(
    ({ kind, fields }) => kind === 'machine' && fields.some(({ field }) => field === 'resting'),
  );
  if (resting.length === 0) return [];
  const notes: string[] = [];
  for (const { id, image, profile } of yield* rolloutsUnderWay()) {
    const open = (yield* machinesOfRollout(id)).filter(({ phase }) => phase !== 'left' && phase !== 'back');
    const members = new Set<number | string>(open.map(({ machineId }) => machineId));
    const concerned = resting.filter(({ touches }) => [...touches.keys()].some((key) => members.has(key)));
    if (concerned.length > 0) notes.push(noteOf(image, profile, concerned));
  }
  return notes;
}

function noteOf(image: string, profile: string, steps: readonly Step[]): string {
  const names = steps.slice(0, mostNamed).map(({ name }) => name);
  const more = steps.length > mostNamed ? ` and ${steps.length - mostNamed} more` : '';
  return `${names.join(', ')}${more} would rest on what the folder says, and the roll-out of ${image} brings ${steps.length === 1 ? 'it' : 'them'} to ${profile}: leave "resting" out of the folder, or stop the roll-out first (netberth rollout stop ${image})`;
}
