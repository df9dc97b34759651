import { z } from 'zod';
import { printable } from '../../../platform/printable.ts';
import { jsonIn } from '../../../platform/read-json.ts';
import type { HookOrder, ToldToHook } from './hook-order.ts';
import { failed } from './power-driver.ts';
import type { PowerOutcome } from './power-driver.ts';

const timeoutMs = 120_000;
const answerSchema = z.object({ state: z.string().optional(), error: z.string().optional() });
const laterStatuses = [408, 425, 429, 503];

/** One POST with JSON; the password is its bearer token. @returns the `state` that was answered */
export async function askHookUrl(
  url: string,
  { action, value }: HookOrder,
  { machine, address, password, signal }: ToldToHook,
): Promise<PowerOutcome<string>> {
  const { id, hostname, macs } = machine;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Netberth',
        ...(password !== '' && { authorization: `Bearer ${password}` }),
      },
      body: JSON.stringify({ action, value, address, machine: { id, hostname, macs } }),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
    });
    const said = answerIn(await answer.text());
    if (answer.ok) return { kind: 'done', value: said.state ?? '' };
    const why = `the hook answered ${answer.status}${said.error === undefined ? '' : `: ${printable(said.error, 200)}`}`;
    return failed(laterStatuses.includes(answer.status) ? 'busy' : 'refused', why);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    // Refused connections and unknown names have done nothing; all else may have.
    const isAway = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(code);
    const why = cause instanceof Error ? cause.message : String(cause);
    return failed(isAway ? 'away' : 'unclear', `the hook gave no answer: ${why}`);
  }
}

function answerIn(text: string): z.infer<typeof answerSchema> {
  const parsed = answerSchema.safeParse(jsonIn(text));
  return parsed.success ? parsed.data : {};
}
