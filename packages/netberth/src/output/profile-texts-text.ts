import type { OutputOf, ProfileTexts, profileTry } from '@netberth/api';
import { plainText } from './plain-text.ts';
import { strong } from './painted.ts';
import { lineWith, type View } from './view.ts';

export function profileTextsText({ templates, whyFixed }: ProfileTexts, view: View): string {
  const line = lineWith(view.paint);
  if (templates.length === 0) return 'It has no templates.\n';
  const files = templates.flatMap(({ file, text }) => [line`${strong(file)}`, ...linesOf(text), '']);
  return [
    ...files,
    ...(whyFixed === null ? [] : [line`They cannot be changed here: ${whyFixed}`, '']),
    '',
  ].join('\n');
}

export function profileEditedText({ profile }: ProfileTexts, view: View): string {
  return `${lineWith(view.paint)`Changed: machines that are granted ${strong(profile)} get it from now on.`}\n`;
}

export function profileTriedText({ text, problem }: OutputOf<typeof profileTry>, view: View): string {
  if (text === null) return `${lineWith(view.paint)`It cannot be made: ${problem ?? ''}`}\n`;
  return `${linesOf(text).join('\n')}\n`;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n').map(plainText);
}
