import type { menuPreview, OutputOf } from '@netberth/api';
import { plainText } from './plain-text.ts';
import { quiet } from './painted.ts';
import { lineWith, type View } from './view.ts';

/** The script as it is, so that it can go into a file; what is not in the script stands in its comments. */
export function menuPreviewText(seen: OutputOf<typeof menuPreview>, view: View): string {
  const line = lineWith(view.paint);
  if (seen.script === null)
    return line`No script of the server: a machine would get a file there, or nothing.\n`;
  const why = seen.reason === null ? [] : [line`${quiet(`# ${seen.reason} (${seen.reasonCode ?? ''})`)}`];
  const script = plainLines(seen.script);
  return [...script.slice(0, 1), ...why, ...script.slice(1), ''].join('\n');
}

function plainLines(script: string): string[] {
  return script
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => plainText(text));
}
