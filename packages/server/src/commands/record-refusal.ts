import type { CommandRefused } from '../platform/command-refused.ts';
import type { Actor } from './actor.ts';
import type { CommandTools } from './command-tools.ts';
import { writeAudited } from './write-audited.ts';

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
