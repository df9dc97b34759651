import { ownTokenMadeSchema, tokenSchema } from '@netberth/api';
import type { Permission, Token } from '@netberth/api';
import { z } from 'zod';
import { identifying } from './credentials.ts';
import { refusedBy } from './refused.ts';

const path = '/api/v1/session/tokens';

/** The tokens of whoever is signed in. @throws Refused */
export async function readOwnTokens(): Promise<readonly Token[]> {
  const answer = await send('GET', path);
  return z.object({ tokens: z.array(tokenSchema) }).parse(await answer.json()).tokens;
}

type Wanted = {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expires: string;
};

/** @returns also the token itself, which can be read only now. @throws Refused */
export async function makeOwnToken(wanted: Wanted): Promise<z.infer<typeof ownTokenMadeSchema>> {
  const answer = await send('POST', path, JSON.stringify(wanted));
  return ownTokenMadeSchema.parse(await answer.json());
}

export async function revokeOwnToken(id: number): Promise<void> {
  await (await send('DELETE', `${path}/${id}`)).body?.cancel();
}

async function send(method: string, to: string, body?: string): Promise<Response> {
  const headers = { ...identifying(), ...(body !== undefined && { 'content-type': 'application/json' }) };
  const response = await fetch(to, { method, headers, body: body ?? null });
  if (!response.ok) throw await refusedBy(response);
  return response;
}
