import { texts } from '../texts/texts.ts';

/** `340 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`: as the command says them. */
export function durationText(ms: number): string {
  const { times, locale } = texts;
  const { units } = times;
  if (ms < 1000) return `${Math.round(ms)} ${units.millisecond}`;
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (ms < 10_000) return `${tenths.format(ms / 1000)} ${units.second}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} ${units.second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joinParts(`${minutes} ${units.minute}`, seconds % 60, units.second);
  return joinParts(`${Math.floor(minutes / 60)} ${units.hour}`, minutes % 60, units.minute);
}

function joinParts(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}
