import type { OutputOf, statsAdd, statsLogs, statsPopular, statsShow } from '@netberth/api';
import { countText, sizeText } from './measure-text.ts';
import { quiet } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

const barColumns = 30;
const unknown: Readonly<Record<string, string>> = { country: 'not logged' };

export function statsShowText({ since, by, boots, rows }: OutputOf<typeof statsShow>, view: View): string {
  const line = lineWith(view.paint);
  if (rows.length === 0)
    return `Nothing was booted from the menu since ${since}, as far as is known.\nTo count what a static menu on another web server booted: netberth stats import ACCESS-LOG\n`;
  const most = Math.max(...rows.map((row) => row.boots));
  const bars = rows.map((row) => [
    row.name === '' ? quiet(unknown[by] ?? 'not told') : row.name,
    row.boots,
    '█'.repeat(Math.max(1, Math.round((row.boots * barColumns) / most))),
  ]);
  return (
    table([by.toUpperCase(), 'BOOTS', ''], bars, view.paint, view.lineColumns) +
    line`${countText(boots, 'boot')} since ${since}.\n`
  );
}

export function statsPopularText({ products }: OutputOf<typeof statsPopular>, view: View): string {
  if (products.length === 0)
    return 'Nothing was booted from the menu within half a year, as far as is known.\nTo count what a static menu on another web server booted: netberth stats import ACCESS-LOG\n';
  const rows = products.map(({ product, score }, index) => [index + 1, product, score]);
  return (
    table(['', 'PRODUCT', 'SCORE'], rows, view.paint, view.lineColumns) +
    'The first three of a section lead it in the menu of this server: netberth settings set menu.popularFirst true\n' +
    'In a static menu: netberth stats popular --json > popular.json; netberth menu publish --popular popular.json …\n'
  );
}

export function statsLogsText({ logs }: OutputOf<typeof statsLogs>, view: View): string {
  if (logs.length === 0) return 'No log has been counted.\nNext: netberth stats import ACCESS-LOG\n';
  const rows = logs.map((log) => [
    log.id,
    log.name,
    sizeText(log.bytes),
    log.boots,
    relativeTime(log.countedAt, view.now),
  ]);
  return table(['ID', 'LOG', 'COUNTED', 'BOOTS', 'LAST'], rows, view.paint, view.lineColumns);
}

export function statsAddedText({ id, name, bytes, boots }: OutputOf<typeof statsAdd>, view: View): string {
  return lineWith(
    view.paint,
  )`Log ${id}, ${name}: ${countText(boots, 'boot')} in ${sizeText(bytes)} so far.\n`;
}
