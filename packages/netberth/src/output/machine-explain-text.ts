import type { machineExplain, OutputOf } from '@netberth/api';
import { decisionText } from './boot-text.ts';
import { plainText } from './plain-text.ts';
import { quiet, strong } from './painted.ts';
import { lineWith, type View } from './view.ts';

export function machineExplainText(explained: OutputOf<typeof machineExplain>, view: View): string {
  const line = lineWith(view.paint);
  const script = explained.script
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => `    ${plainText(text.replaceAll('\t', '  '))}`.trimEnd());
  return [
    line`${strong(`Machine ${explained.machineId}`)} would get: ${decisionText(explained)}`,
    line`  Why        ${explained.reason} ${quiet(`(${explained.reasonCode})`)}`,
    ...(explained.wayOut === '' ? [] : [line`  To change  ${explained.wayOut}`]),
    ...explained.rules.map(
      ({ rule, mode, text }) => line`  Rule       ${rule}${mode === 'learn' ? ' (learns)' : ''}: ${text}`,
    ),
    '  Script',
    ...script,
    '',
  ].join('\n');
}
