import { texts } from '../texts/texts.ts';

function inUnit(value: number, unit: 'millisecond' | 'second' | 'minute' | 'hour', digits = 0): string {
  return new Intl.NumberFormat(texts.locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** `340 ms`, `4.2 sec`, `3 min 20 sec`, `2 hr 5 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return inUnit(Math.round(ms), 'millisecond');
  if (ms < 10_000) return inUnit(ms / 1000, 'second', 1);
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return inUnit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${inUnit(minutes, 'minute')} ${inUnit(seconds % 60, 'second')}`;
  return `${inUnit(Math.floor(minutes / 60), 'hour')} ${inUnit(minutes % 60, 'minute')}`;
}
