import type { Session } from './session.ts';

export type Wait = {
  readonly timeoutMs: number;
  readonly pauseMs?: number;
  readonly signal?: AbortSignal | undefined;
};

/** Asks again and again until `look` gives something else than null. Null: not within the time. */
export async function waitUntil<Found>(
  { surroundings }: Session,
  look: () => Promise<Found | null>,
  { timeoutMs, pauseMs = 2000, signal }: Wait,
): Promise<Found | null> {
  const endMs = surroundings.now().getTime() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (surroundings.now().getTime() >= endMs) return null;
    await surroundings.pause(pauseMs, signal);
  }
}
