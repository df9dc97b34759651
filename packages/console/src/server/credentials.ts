/**
 * The browser sends the cookie of the session by itself, also for another page that makes it ask; what no other page
 * can know is sent besides.
 */
let csrf = '';

export function identifyBy(next: string): void {
  csrf = next;
}

/** Headers for every request. */
export function identifying(): Readonly<Record<string, string>> {
  return { 'x-netberth-csrf': csrf };
}
