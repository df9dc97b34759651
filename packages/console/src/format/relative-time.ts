import { texts } from '../texts/texts.ts';

const format = new Intl.RelativeTimeFormat(texts.locale, { numeric: 'auto', style: 'short' });
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `now`, `3 min ago`, `in 4 hr`, `12 days ago`. */
export function relativeTime(iso: string, nowMs: number): string {
  const differenceMs = Date.parse(iso) - nowMs;
  const distanceMs = Math.abs(differenceMs);
  if (distanceMs < minuteMs) return format.format(0, 'second');
  if (distanceMs < hourMs) return format.format(Math.round(differenceMs / minuteMs), 'minute');
  if (distanceMs < 1.5 * dayMs) return format.format(Math.round(differenceMs / hourMs), 'hour');
  return format.format(Math.round(differenceMs / dayMs), 'day');
}

const exact = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium', timeStyle: 'medium' });

/** In the reader's time zone, to the second. */
export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}
