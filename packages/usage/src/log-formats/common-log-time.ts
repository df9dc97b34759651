const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const written = /^(\d{2})\/(\w{3})\/(\d{4})[:/](\d{2})[:/](\d{2})[:/](\d{2})(?: ([+-])(\d{2})(\d{2}))?$/;

/**
 * `10/Oct/2026:13:55:36 +0200`, and Swift's `10/Oct/2026/13/55/36`, which is UTC; milliseconds since 1970.
 * Undefined: it is no such time.
 */
export function parseCommonLogTime(text: string): number | undefined {
  const found = written.exec(text);
  if (found === null) return undefined;
  const [, day, monthName = '', year, hour, minute, second, sign, zoneHours = '0', zoneMinutes = '0'] = found;
  const month = months.indexOf(monthName);
  if (month === -1) return undefined;
  const asUtc = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  const offsetMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return sign === '-' ? asUtc + offsetMs : asUtc - offsetMs;
}
