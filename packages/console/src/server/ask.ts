import { commandRequest } from '@netberth/api';
import type { CommandDefinition, OutputOf } from '@netberth/api';
import type { z } from 'zod';
import { identifying } from './credentials.ts';
import { refusedBy } from './refused.ts';

export type InputTo<Definition> = Definition extends CommandDefinition<infer Input> ? z.input<Input> : never;

/**
 * Runs an administrator's command on the server.
 * @throws Refused when the server says no, TypeError when it cannot be reached
 */
export async function ask<Definition extends CommandDefinition>(
  definition: Definition,
  input: InputTo<Definition>,
  signal?: AbortSignal,
): Promise<OutputOf<Definition>> {
  const { method, path, headers, body } = commandRequest(definition, input);
  const response = await fetch(path, {
    method,
    headers: { ...headers, ...identifying() },
    body,
    signal: signal ?? null,
  });
  if (!response.ok) throw await refusedBy(response);
  return (await response.json()) as OutputOf<Definition>;
}
