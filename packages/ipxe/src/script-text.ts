import type { Segment } from './statement.ts';

/** Rendered text with its holes still open. */
export type ScriptText = readonly Segment[];

/** Join neighbouring texts and drop empty ones, so that equal scripts are equal data. */
export function joinSegments(segments: Iterable<Segment>): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment === '') continue;
    if (typeof segment === 'string' && typeof last === 'string') joined[joined.length - 1] = last + segment;
    else joined.push(segment);
  }
  return joined;
}

/** Text in which each hole is replaced by what `shown` gives for its name. */
export function replaceHoles(segments: readonly Segment[], shown: (name: string) => string): string {
  return segments.map((segment) => (typeof segment === 'string' ? segment : shown(segment.hole))).join('');
}
