import { ownTokenMadeSchema, ownTokenSchema } from '@netberth/api';
import type { z } from 'zod';
import type { Surroundings } from '../local-verb.ts';
import { tokenOwnList, tokenOwnRevoke } from './account-definitions.ts';
import type { tokenOwn } from './account-definitions.ts';
import { withOwnSession } from './own-session.ts';

const path = '/session/tokens';
type Given<Definition extends { readonly input: z.ZodType }> = z.output<Definition['input']>;
type Shown<Definition extends { readonly output: z.ZodType }> = z.output<Definition['output']>;

/** `token own` */
export async function makeOwnToken(
  { user, ...wanted }: Given<typeof tokenOwn>,
  surroundings: Surroundings,
): Promise<Shown<typeof tokenOwn>> {
  return await withOwnSession('token own', user, surroundings, async ({ ask, server }) => {
    const made = ownTokenMadeSchema.parse(await ask('POST', path, ownTokenSchema.parse(wanted)));
    return { ...made, server };
  });
}

/** `token own-list` */
export async function listOwnTokens(
  { user }: Given<typeof tokenOwnList>,
  surroundings: Surroundings,
): Promise<Shown<typeof tokenOwnList>> {
  return await withOwnSession('token own-list', user, surroundings, async ({ ask }) =>
    tokenOwnList.output.parse(await ask('GET', path)),
  );
}

/** `token own-revoke` */
export async function revokeOwnToken(
  { user, id }: Given<typeof tokenOwnRevoke>,
  surroundings: Surroundings,
): Promise<Shown<typeof tokenOwnRevoke>> {
  return await withOwnSession('token own-revoke', user, surroundings, async ({ ask }) =>
    tokenOwnRevoke.output.parse(await ask('DELETE', `${path}/${id}`)),
  );
}
