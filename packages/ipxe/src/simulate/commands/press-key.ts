import { Halt } from '../halt.ts';
import { timeoutKey, type Key } from '../key.ts';
import type { Machine } from '../machine.ts';
import type { Pause } from '../pause.ts';
import { askKey, type Run } from '../run.ts';
import { screenOf } from '../screen/terminal.ts';

/**
 * Show the screen to the person and wait for one key; null when the time is up. Where nobody will press one, the
 * story ends here.
 */
export function* pressKey(machine: Machine, pause: Pause): Run<Key | null> {
  const screen = screenOf(machine.terminal);
  const reply = yield* askKey(pause, screen);
  const key = reply.kind === 'key' ? reply.key : null;
  const pressed = reply.kind === 'nobody' ? [] : [key ?? timeoutKey];
  machine.pauses.push({ pause, screen, pressed, step: machine.steps.length - 1 });
  if (reply.kind === 'nobody') throw new Halt({ kind: 'waits', pause });
  return key;
}
