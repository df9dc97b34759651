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
    text: 'there is no product "{product}" in the catalogue{meant}',
    wayOut: 'See netberth menu list',
  },
  entryUnknown: {
    code: 'NB3087',
    status: 404,
    text: 'the menu has no entry {file} of this site',
    wayOut: 'See netberth menu list',
  },
  entryRefused: {
    code: 'NB3088',
    status: 422,
    text: 'nothing was changed: {why}',
    wayOut: 'How entries are written: docs/catalogue.md.',
  },
} as const satisfies Readonly<Record<string, Message>>;
