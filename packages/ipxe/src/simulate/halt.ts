import type { End } from './simulation.ts';

/**
 * Thrown where iPXE never comes back: a kernel has started, the machine reboots, nobody presses a key.
 * It leaves all the scripts that run at once, and ends in `simulation` only.
 */
export class Halt extends Error {
  override readonly name = 'Halt';
  readonly end: End;

  constructor(end: End) {
    super(end.kind);
    this.end = end;
  }
}
