import type { Answer } from './answer.ts';
import type { Key } from './key.ts';
import type { Pause } from './pause.ts';
import type { FormField } from './simulation.ts';

/** What the engine needs from outside: a file, or a person. */
export type Request =
  | { readonly kind: 'fetch'; readonly url: string; readonly form: readonly FormField[] | null }
  | { readonly kind: 'key'; readonly pause: Pause; readonly screen: readonly string[] };

/** `time-is-up`: nobody pressed a key in time. `nobody`: nobody ever will. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'time-is-up' | 'nobody' };

/** A part of a simulation, as a generator: it knows nothing of who fetches and who presses keys, or when. */
export type Run<Result> = Generator<Request, Result, Reply>;

/** Ask the network for a URL, sending a form along where there is one. */
export function* askFetch(url: string, form: readonly FormField[] | null): Run<Answer> {
  const reply = yield { kind: 'fetch', url, form };
  return reply.kind === 'answer' ? reply.answer : { kind: 'timeout' };
}

/** Ask the person for one key. */
export function* askKey(pause: Pause, screen: readonly string[]): Run<Exclude<Reply, { kind: 'answer' }>> {
  const reply = yield { kind: 'key', pause, screen };
  return reply.kind === 'answer' ? { kind: 'nobody' } : reply;
}
