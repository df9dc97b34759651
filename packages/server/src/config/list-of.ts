import { z } from 'zod';

/** A YAML list, or text with commas. */
export function listOf<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z.preprocess(
    (given) => (typeof given === 'string' ? splitList(given) : given),
    z.array(item, 'is not a list'),
  );
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
