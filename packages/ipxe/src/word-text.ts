import { replaceHoles } from './script-text.ts';
import type { Word } from './statement.ts';

/** A word as text; holes stand as `[name]`. */
export function wordText(word: Word): string {
  return replaceHoles(word.segments, (name) => `[${name}]`);
}
