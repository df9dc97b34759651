import { commandRequest } from '@netberth/api';
import type { CommandDefinition, OutputOf } from '@netberth/api';
import type { z } from 'zod';
import { identifying } from './credentials.ts';
import { refusedBy } from './refused.ts';

export type InputTo<Definition> = Definition extends CommandDefinition<infer Input> ? z.input<Input> : never;

/**
 * Runs an administrator's command on the server.
 * @param revision of what was seen before it was changed: a change of anything else is refused with 412
 * @throws Refused when the server says no, TypeError when it cannot be reached
 */
export async function ask<Definition extends CommandDefinition>(
  definition: Definition,
  input: InputTo<Definition>,
  signal?: AbortSignal,
  revision?: string,
): Promise<OutputOf<Definition>> {
  const { output } = await askSeen(definition, input, signal, revision);
  return output;
}

/** What was shown, and its revision, for whoever changes it then; undefined: it has none. */
export type Seen<Output> = { readonly output: Output; readonly revision: string | undefined };

/** The same, with the revision of what the answer shows. */
export async function askSeen<Definition extends CommandDefinition>(
  definition: Definition,
  input: InputTo<Definition>,
  signal?: AbortSignal,
  revision?: string,
): Promise<Seen<OutputOf<Definition>>> {
  const { method, path, headers, body } = commandRequest(definition, input);
  const seen = revision === undefined ? {} : { 'if-match': `"${revision}"` };
  const response = await fetch(path, {
    method,
    headers: { ...headers, ...seen, ...identifying() },
    body,
    signal: signal ?? null,
  });
  if (!response.ok) throw await refusedBy(response);
  const output = (await response.json()) as OutputOf<Definition>;
  const tag = /^(?:W\/)?"(.*)"$/.exec(response.headers.get('etag') ?? '');
  return { output, revision: tag?.[1] };
}
