import type { Actor } from '../../commands/actor.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { machineName } from '../machines/machine-record.ts';

export type SecondPersonRule = {
  /** So many machines may one person grant within an hour; Infinity: any number. */
  readonly secondPersonAbove: number;
};

const windowMs = 60 * 60_000;

/** The person behind an actor: their tokens are they, and everybody at the socket is one, because names there are claims. */
export function grantorOf(actor: Actor): string {
  return actor.userId === undefined ? 'socket' : `user:${actor.userId}`;
}

/** @returns why one person is not enough to grant these machines; undefined: one is */
export function* whySecondPerson(
  machines: readonly MachineRecord[],
  actor: Actor,
  { secondPersonAbove }: SecondPersonRule,
): Reading<string | undefined> {
  const guarded = machines.filter(({ isProtected }) => isProtected);
  const [first] = guarded;
  if (first && guarded.length === 1) return `${machineName(first)} is protected`;
  if (first) return `${guarded.length} of the machines are protected, ${machineName(first)} among them`;
  if (secondPersonAbove === Infinity) return undefined;
  const touched = new Set(machines.map(({ id }) => id));
  // One after the other is no way around it.
  for (const id of yield* grantedWithinTheHour(grantorOf(actor), secondPersonAbove)) touched.add(id);
  if (touched.size <= secondPersonAbove) return undefined;
  return `it makes ${touched.size} machines within an hour, and one person may grant ${secondPersonAbove}`;
}

/** @returns at most one machine more than the limit */
function* grantedWithinTheHour(grantor: string, limit: number): Reading<readonly number[]> {
  const sinceMs = (yield* now()) - windowMs;
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('grants')
      .select('machine_id')
      .distinct()
      .where('grantor', '=', grantor)
      .where('created_at_ms', '>', sinceMs)
      .limit(limit + 1),
  );
  return rows.map(({ machine_id }) => machine_id);
}
