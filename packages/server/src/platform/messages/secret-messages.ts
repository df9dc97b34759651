import type { Message } from './message.ts';

/** What commands get that need the key of the secrets. */
export const secretMessages = {
  secretsLocked: {
    code: 'NB8400',
    status: 409,
    text: '{what}: this server has not the key of the secrets in its database',
    wayOut: 'See where the key comes from: netberth secrets list',
  },
  secretUnreadable: {
    code: 'NB8401',
    status: 409,
    text: 'the secret {name} of {owner} cannot be opened ({why})',
    wayOut: 'Give it anew, or give it up: netberth secrets reset',
  },
  noNewKey: {
    code: 'NB8402',
    status: 409,
    text: 'there is no new key: the first of {source} is the one in use',
    wayOut: 'Have it give a new key (openssl rand -hex 32) before the old one, and run this again.',
  },
} as const satisfies Readonly<Record<string, Message>>;
