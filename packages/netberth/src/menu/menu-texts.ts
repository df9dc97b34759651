import type { z } from 'zod';
import { countText, sizeText } from '../output/measure-text.ts';
import { bad, busy, good } from '../output/painted.ts';
import { table } from '../output/table.ts';
import { lineWith, type View } from '../output/view.ts';
import type { menuCheck, menuPassword, menuRender, menuSpecs } from './menu-definitions.ts';

export function menuSpecsText({ specs }: z.output<typeof menuSpecs.output>, view: View): string {
  const rows = specs.map((spec) => [
    spec.product,
    spec.choice,
    `${spec.firmware}-${spec.arch}`,
    spec.method,
    spec.tier === 'stable' ? '' : busy(spec.tier),
    spec.kernel ?? spec.files[0] ?? '',
  ]);
  const products = new Set(specs.map(({ product }) => product)).size;
  return (
    table(
      ['PRODUCT', 'CHOICE', 'PLATFORM', 'METHOD', 'TIER', 'STARTS WITH'],
      rows,
      view.paint,
      view.lineColumns,
    ) +
    `${countText(specs.length, 'choice')} of ${countText(products, 'product')}. Arguments and all files: --json\n`
  );
}

export function menuPasswordText(made: z.output<typeof menuPassword.output>, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`The password of ${made.name} is shown only now:\n\n  ${made.password}\n\n` +
    line`Next: put this behind menu.passwords in netberth.yaml, name what is protected in menu.protected, start again:\n\n` +
    line`  ${made.setting}\n`
  );
}

export function menuCheckText(checked: z.output<typeof menuCheck.output>, view: View): string {
  const line = lineWith(view.paint);
  const counted = `${countText(checked.products, 'product')}, ${countText(checked.specs, 'choice')}, ${countText(checked.scripts, 'script')}, ${countText(checked.ways, 'way')} through the menu`;
  const { online } = checked;
  const asked =
    online === null
      ? ''
      : `Asked for ${countText(online.urls, 'file')}, ${sizeText(online.sizeBytes)} in all; upstream publishes the checksums of ${online.checksums}: ${online.report}\n`;
  if (checked.ok) return `${line`The catalogue is ${good('in order')}: ${counted}.`}\n${asked}`;
  return [
    ...checked.problems.map((problem) => line`${problem}`),
    line`The catalogue has ${bad(countText(checked.problems.length, 'problem'))}: ${counted} checked.`,
    asked,
  ].join('\n');
}

export function menuRenderText(rendered: z.output<typeof menuRender.output>, view: View): string {
  const line = lineWith(view.paint);
  const { folder, entry, files, sizeBytes, removed } = rendered;
  return [
    line`${good('Wrote')} the menu to ${folder}: ${countText(files, 'script')}, ${sizeText(sizeBytes)}.`,
    ...(removed === 0 ? [] : [line`${countText(removed, 'script')} of the earlier menu went away.`]),
    line`Serve the folder by HTTP; on a machine, at the iPXE prompt: chain http://SERVER/${entry}`,
    '',
  ].join('\n');
}
