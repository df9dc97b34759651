import type { Counted } from '../progress/count-progress.ts';

/** A hundred media are made in a second. */
export const countedMedia: Counted = { done: 'made', nouns: 'media', few: 99 };
