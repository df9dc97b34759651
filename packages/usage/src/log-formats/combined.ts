import { countryOf, type LogEntry } from '../log-entry.ts';
import { parseCommonLogTime } from './common-log-time.ts';
import { splitQuoted } from './split-quoted.ts';

/**
 * `ADDRESS - USER [TIME] "GET /x HTTP/1.1" STATUS BYTES "REFERER" "AGENT"` of nginx and Apache, also without the last two
 * ("common"). A column of two capital letters at the end is taken for the country ($geoip_country_code, %{GEOIP_COUNTRY_CODE}e).
 * Source: https://httpd.apache.org/docs/2.4/logs.html#accesslog
 */
export function parseCombined(line: string): LogEntry | undefined {
  const words = splitQuoted(line);
  if (words === undefined || words.length < 7) return undefined;
  const [, , , time = '', request = '', status = ''] = words;
  const atMs = parseCommonLogTime(time);
  const asked = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(request);
  if (atMs === undefined || asked === null || !/^\d{3}$/.test(status)) return undefined;
  const [, method = '', target = ''] = asked;
  return { atMs, method, target, status: Number(status), country: countryOf(words.slice(7).at(-1)) };
}
