import { randomInt } from 'node:crypto';

/** Of this run: chosen, or `FAULTS_SEED`. It is printed, so that a failure can be brought again. */
export function worldSeed(): number {
  const given = process.env['FAULTS_SEED'];
  const seed = given === undefined ? randomInt(1_000_000) : Number(given);
  console.log(`FAULTS_SEED=${seed} brings the same faults again`);
  return seed;
}
