import { menuAssets, menuMirror, type Asset, type MirroredFile, type OutputOf } from '@netberth/api';
import { countText, sizeText } from './measure-text.ts';
import { bad, busy, good, quiet, type Word } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

type Listed = OutputOf<typeof menuAssets>;

/** What is stored of the menu; also for `menu mirror` when it was asked for nothing. */
export function menuAssetsText({ assets, folder, storedBytes, freeBytes }: Listed, view: View): string {
  if (assets.length === 0)
    return 'No file of the menu is stored: machines get them from upstream.\nNext: netberth menu mirror --product debian\n';
  const rows = assets.map((asset) => [
    stateWord(asset),
    sizeText(asset.sizeBytes ?? asset.receivedBytes),
    asset.storedAt === null ? '' : relativeTime(asset.storedAt, view.now),
    asset.checkedBy === null ? '' : 'yes',
    asset.products.join(','),
    asset.url,
  ]);
  const stored = assets.filter(({ state }) => state === 'stored').length;
  return (
    table(['STATE', 'SIZE', 'STORED', 'CHECKED', 'PRODUCTS', 'URL'], rows, view.paint, view.lineColumns) +
    `${countText(stored, 'file')} stored in ${folder}: ${sizeText(storedBytes)}, ${sizeText(freeBytes)} free.\n` +
    nextSteps(assets)
  );
}

function stateWord({ state, products, receivedBytes, sizeBytes }: Asset): Word {
  if (state === 'stored') return products.length === 0 ? busy('unused') : good('stored');
  const percent =
    sizeBytes === null ? '' : ` ${Math.floor((receivedBytes * 100) / Math.max(sizeBytes, 1))} %`;
  return state === 'fetching' ? busy(`fetching${percent}`) : quiet(`partial${percent}`);
}

function nextSteps(assets: readonly Asset[]): string {
  const lines = [
    ...(assets.some(({ products }) => products.length === 0)
      ? ['No choice names the unused ones any more: netberth menu mirror --prune\n']
      : []),
    ...(assets.some(({ state }) => state === 'partial')
      ? ['Mirror their product again to fetch the rest of the partial ones.\n']
      : []),
  ];
  return lines.join('');
}

/** What became of the files; null: it is not of this version. */
export function menuMirrorText(output: unknown, view: View): string | null {
  const listed = menuAssets.output.safeParse(output);
  if (listed.success) return menuAssetsText(listed.data, view);
  const mirrored = menuMirror.output.safeParse(output);
  return mirrored.success ? mirroredText(mirrored.data, view) : null;
}

const wordsOf: Readonly<Record<MirroredFile['outcome'], Word>> = {
  stored: good('Stored'),
  updated: good('Renewed'),
  kept: 'Up to date:',
  held: busy('Held back'),
  removed: good('Removed'),
  sound: good('As stored:'),
  damaged: bad('Damaged:'),
  failed: bad('Not fetched:'),
};

function mirroredText({ files, storedBytes }: OutputOf<typeof menuMirror>, view: View): string {
  const line = lineWith(view.paint);
  const troubled = files.filter(({ why }) => why !== null);
  const counted = Object.entries(wordsOf).flatMap(([outcome, word]) => {
    const these = files.filter((file) => file.outcome === outcome);
    return these.length === 0 ? [] : [line`${word} ${countsOf(these)}`];
  });
  return [
    ...troubled.map(({ url, why }) => line`${url} ${why ?? ''}`),
    ...(counted.length === 0 ? ['There was nothing to do.'] : counted),
    `${sizeText(storedBytes)} of the menu are stored on this server.`,
    ...(troubled.some(({ outcome }) => outcome === 'failed' || outcome === 'held')
      ? ['Try again: what has arrived is kept, and the next run goes on from there.']
      : []),
    ...(troubled.some(({ outcome }) => outcome === 'damaged')
      ? ['Fetch them again: netberth menu mirror --product PRODUCT']
      : []),
    '',
  ].join('\n');
}

function countsOf(files: readonly MirroredFile[]): string {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const checked = files.filter(({ checkedBy }) => checkedBy !== null).length;
  const isNew = files.some(({ outcome }) => outcome === 'stored' || outcome === 'updated');
  const compared = isNew ? `; checksums of upstream agree for ${checked}` : '';
  return `${countText(files.length, 'file')}${bytes === 0 ? '' : `, ${sizeText(bytes)}`}${compared}`;
}
