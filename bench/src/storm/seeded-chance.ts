/** A number from 0 up to 1; the same seed gives the same row of them. */
export type Chance = () => number;

/** Mulberry32: 32 bits of state, good enough to choose faults by. @param seed a whole number; others of it differ in everything */
export function seededChance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
