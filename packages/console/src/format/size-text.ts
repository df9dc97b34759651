import { texts } from '../texts/texts.ts';

const thousand = 1024;

/** `0 B`, `912 B`, `1.5 KiB`, `200 MiB`: as the command says them. */
export function sizeText(bytes: number): string {
  const { sizeUnits, locale } = texts;
  const step = bytes < thousand ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), sizeUnits.length - 1);
  const value = bytes / thousand ** step;
  const maximumFractionDigits = step === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)} ${sizeUnits[step] ?? ''}`;
}
