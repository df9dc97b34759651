import type { CommandRefused } from '../platform/command-refused.ts';
import type { Actor } from './actor.ts';
import type { CommandTools } from './execute-command.ts';
import { writeAudited } from './write-audited.ts';

/** Of one actor in one minute: what comes beyond is a program that asks again and again. */
const perMinute = 60;
const minuteMs = 60_000;

/** How many refusals of an actor were recorded in this minute, by name. */
export class RefusalLimit {
  #minute = 0;
  #counts = new Map<string, number>();

  /** @returns whether one more is recorded */
  take(actor: string, nowMs: number): boolean {
    const minute = Math.floor(nowMs / minuteMs);
    if (minute !== this.#minute) this.#counts = new Map();
    this.#minute = minute;
    const count = (this.#counts.get(actor) ?? 0) + 1;
    this.#counts.set(actor, count);
    return count <= perMinute;
  }
}

/** Who was told that they may not: the record of a refusal, which changes nothing else. */
export async function recordRefusal(
  tools: CommandTools,
  command: string,
  input: unknown,
  actor: Actor,
  refused: CommandRefused,
): Promise<void> {
  if (tools.refusals && !tools.refusals.take(actor.name, Date.now())) return;
  await writeAudited(tools, function* () {
    const after = { refused: refused.entry.code, why: refused.message };
    const target = targetOf(input);
    return { result: undefined, entry: { actor, command, target, before: null, after } };
  });
}

/** What the input names may not exist, and its text comes from whoever was refused. */
function targetOf(input: unknown): string | null {
  const machine = typeof input === 'object' && input !== null && 'machine' in input ? input.machine : null;
  return typeof machine === 'string' && /^[\w.:-]{1,253}$/.test(machine) ? `machine:${machine}` : null;
}
