import type { z } from 'zod';
import { countText, sizeText } from '../output/measure-text.ts';
import { good } from '../output/painted.ts';
import { table } from '../output/table.ts';
import { lineWith, type View } from '../output/view.ts';
import type { liveBuild } from './live-definitions.ts';

export function liveBuildText({ name, built }: z.output<typeof liveBuild.output>, view: View): string {
  const line = lineWith(view.paint);
  if (built === null) return line`The recipe of ${name} is ${good('in order')}.` + '\n';
  const { folder, version, memoryMib, packages, files, wasKept, seconds } = built;
  const how = wasKept ? 'nothing has changed since the last build' : `${Math.round(seconds)} s`;
  return [
    line`${good('Built')} ${name} ${version} (${how}): ${countText(packages, 'package')}, for machines with ${String(memoryMib)} MiB of memory or more.`,
    table(
      ['FILE', 'SIZE', 'SHA256'],
      files.map(({ path, sizeBytes, sha256 }) => [path, sizeText(sizeBytes), sha256]),
      view.paint,
    ).trimEnd(),
    line`Next: netberth profile import ${folder} --name ${name}, then: netberth machine set ID --resting ${name}`,
    '',
  ].join('\n');
}
