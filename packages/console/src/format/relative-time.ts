import { texts } from '../texts/texts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `just now`, `3 min ago`, `in 4 h`, `12 d ago`: as the command says them. */
export function relativeTime(iso: string, nowMs: number): string {
  const { times } = texts;
  const differenceMs = Date.parse(iso) - nowMs;
  const amount = amountText(Math.abs(differenceMs));
  if (amount === null) return differenceMs > 0 ? times.soon : times.justNow;
  return differenceMs > 0 ? times.ahead(amount) : times.ago(amount);
}

function amountText(ms: number): string | null {
  const { units } = texts.times;
  if (ms < minuteMs) return null;
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} ${units.minute}`;
  if (ms < 1.5 * dayMs) return `${Math.round(ms / hourMs)} ${units.hour}`;
  return `${Math.round(ms / dayMs)} ${units.day}`;
}

/** `2026-01-31 13:05:07 UTC+1`: in the reader's time zone, written as the command writes UTC. */
export function exactTime(iso: string, timeZone?: string): string {
  const parts = (timeZone === undefined ? here : clockOf(timeZone)).formatToParts(new Date(iso));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const zone = of('timeZoneName').replace(/^GMT(\+0$)?/, 'UTC');
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')} ${zone}`;
}

function clockOf(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    ...{ timeZoneName: 'shortOffset', timeZone },
  });
}

const here = clockOf(undefined);
