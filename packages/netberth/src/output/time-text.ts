const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `just now`, `3 min ago`, `in 4 h`, `12 d ago`. */
export function relativeTime(iso: string, now: Date): string {
  const differenceMs = new Date(iso).getTime() - now.getTime();
  const amount = amountText(Math.abs(differenceMs));
  if (amount === null) return differenceMs > 0 ? 'in a moment' : 'just now';
  return differenceMs > 0 ? `in ${amount}` : `${amount} ago`;
}

function amountText(ms: number): string | null {
  if (ms < minuteMs) return null;
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} min`;
  if (ms < 1.5 * dayMs) return `${Math.round(ms / hourMs)} h`;
  return `${Math.round(ms / dayMs)} d`;
}

/** `2026-11-21 06:30:05 UTC` */
export function exactTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `2026-11-21 06:30 UTC (in 4 h)` */
export function deadlineText(iso: string, now: Date): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC (${relativeTime(iso, now)})`;
}

/** `4 min ago`, or `never`. */
export function lastTime(iso: string | null, now: Date): string {
  return iso === null ? 'never' : relativeTime(iso, now);
}
