import { createHash } from 'node:crypto';
import type { CommandHandler, ReadHandler, WriteHandler, Revised } from './command-handler.ts';

export function withRevision<Input, Output>(
  handler: WriteHandler,
  revised: Revised<Input, Output>,
): CommandHandler {
  return { ...handler, revised: revised as unknown as Revised<never, never> };
}

export function showRevision(handler: ReadHandler, revisionOf: (output: never) => string): CommandHandler {
  return { ...handler, revisionOf };
}

/** The same for what is the same, in whatever order its fields stand. */
export function revisionOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
    .slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/** `"a1b2"`, `W/"a1b2"` or several with commas, as If-Match has them; `*` is whatever there is. */
export function isRevisionAmong(ifMatch: string, current: string | null): boolean {
  if (current === null) return false;
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${current}"`);
}
