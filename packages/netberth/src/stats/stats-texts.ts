import type { z } from 'zod';
import { countText, sizeText } from '../output/measure-text.ts';
import { busy, good, quiet } from '../output/painted.ts';
import { lineWith, type View } from '../output/view.ts';
import type { CountedFile, statsImport } from './stats-definitions.ts';

export function statsImportText({ files }: z.output<typeof statsImport.output>, view: View): string {
  const boots = files.reduce((sum, file) => sum + file.boots, 0);
  return [
    ...files.flatMap((file) => fileLines(file, view)),
    lineWith(view.paint)`${good('Counted')} ${countText(boots, 'boot')}. See them: netberth stats show`,
    '',
  ].join('\n');
}

function fileLines(file: CountedFile, view: View): string[] {
  const line = lineWith(view.paint);
  const { name, bytes, countedBefore, boots, rubbish, future, cut } = file;
  const before = countedBefore === 0 ? '' : `, ${sizeText(countedBefore)} of it counted before`;
  const notes = [
    rubbish === 0 ? null : `${countText(rubbish, 'line')} cannot be read: left out.`,
    future === 0 ? null : `${countText(future, 'boot')} dated after tomorrow: left out.`,
    cut === null ? null : `it cannot be read to its end (${cut}): counted up to there.`,
  ];
  return [
    countedBefore > 0 && countedBefore === bytes
      ? line`${name}: ${quiet('counted before')}`
      : line`${name}: ${countText(boots, 'boot')} in ${sizeText(bytes)}${before}`,
    ...notes.flatMap((note) => (note === null ? [] : [line`${busy('Note:')} ${name}: ${note}`])),
  ];
}
