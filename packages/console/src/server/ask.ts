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
  const { method, path, headers, body } = commandRequest(definition, input);
  const seen = revision === undefined ? {} : { 'if-match': `"${revision}"` };
  const response = await fetch(path, {
    method,
    headers: { ...headers, ...seen, ...identifying() },
    body,
    signal: signal ?? null,
  });
  if (!response.ok) throw await refusedBy(response);
  return (await response.json()) as OutputOf<Definition>;
}
