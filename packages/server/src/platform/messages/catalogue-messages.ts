import type { Message } from './message.ts';

/** What commands on the catalogue, its menu and its mirrored files get. */
export const catalogueMessages = {
  mirrorRefused: {
    code: 'NB3085',
    status: 422,
    text: 'nothing was mirrored: {why}',
    wayOut: '{hint}',
  },
  productUnknown: {
    code: 'NB3082',
    status: 404,
    text: 'there is no product "{product}" in the catalogue',
    wayOut: 'See netberth menu list.',
  },
} as const satisfies Readonly<Record<string, Message>>;
