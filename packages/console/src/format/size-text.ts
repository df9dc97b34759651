import { texts } from '../texts/texts.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `0 B`, `912 B`, `1.5 kB`, `200 MB`: thousands, as networks and disks are sold. */
export function sizeText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  const unit = units[step] ?? 'byte';
  if (unit === 'byte') return texts.bytes(bytes);
  return new Intl.NumberFormat(texts.locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 100 && step > 0 ? 1 : 0,
  }).format(value);
}
