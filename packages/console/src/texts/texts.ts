import { english } from './english.ts';

/** A translation is another object of this shape; every sentence of the console is in it. */
export type Texts = typeof english;

export const texts: Texts = english;
