import { joinSegments, type ScriptText } from './script-text.ts';
import type { Segment } from './statement.ts';

/**
 * Text made elsewhere (a user's template), in which the given marker strings stand for holes.
 *
 * `holes` maps marker to hole name; of two markers at one place the longer one counts. Throws a RangeError for an
 * empty marker.
 * Example: `scriptTextFrom('id=@@1@@', { '@@1@@': 'boot-id' })` is `['id=', { hole: 'boot-id' }]`.
 */
export function scriptTextFrom(text: string, holes: Readonly<Record<string, string>>): ScriptText {
  const markers = Object.keys(holes).sort((a, b) => b.length - a.length);
  if (markers.includes('')) throw new RangeError('cannot look for holes: a marker is empty');
  let segments: Segment[] = [text];
  for (const marker of markers) {
    const name = holes[marker];
    if (name !== undefined) segments = segments.flatMap((segment) => cutAtMarker(segment, marker, name));
  }
  return joinSegments(segments);
}

function cutAtMarker(segment: Segment, marker: string, name: string): Segment[] {
  if (typeof segment !== 'string') return [segment];
  return segment.split(marker).flatMap((part, index) => (index === 0 ? [part] : [{ hole: name }, part]));
}
