import type { RolloutPhase } from '@netberth/api';

export type Moved = {
  readonly phase: RolloutPhase;
  /** What it rests on now, and what it rested on before. */
  readonly resting: string;
  readonly previous: string;
  readonly isHeld: boolean;
  readonly isProtected: boolean;
};

/** Has it moved, however that went? */
export function hasMoved(phase: RolloutPhase): boolean {
  return phase === 'booted' || phase === 'healthy' || phase === 'failed';
}

/** @returns why a machine that moved to `profile` is left there; undefined: it goes back */
export function whyNotBack({ resting, isHeld, isProtected }: Moved, profile: string): string | undefined {
  if (isHeld) return 'it is held';
  if (isProtected) return 'it is protected';
  return resting === profile ? undefined : `it rests on ${resting} now`;
}
