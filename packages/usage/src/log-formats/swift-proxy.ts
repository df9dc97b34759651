import type { LogEntry } from '../log-entry.ts';
import { parseCommonLogTime } from './common-log-time.ts';

// Whatever syslog puts before it, the line proper is: client, remote, time, method, path, protocol, status, …
const entry = /(\d{2}\/\w{3}\/\d{4}\/\d{2}\/\d{2}\/\d{2}) ([A-Z]+) (\/\S*) HTTP\/[\d.]+ (\d{3}) /;

/**
 * The proxy server of OpenStack Swift: words between blanks, each URL-encoded, the query with its path; UTC.
 * Source: https://docs.openstack.org/swift/latest/logs.html
 */
export function parseSwiftProxy(line: string): LogEntry | undefined {
  const found = entry.exec(line);
  if (found === null) return undefined;
  const [, time = '', method = '', path = '', status = ''] = found;
  const atMs = parseCommonLogTime(time);
  const target = decoded(path);
  if (atMs === undefined || target === undefined) return undefined;
  return { atMs, method, target, status: Number(status), country: null };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // a % that begins no character
    return undefined;
  }
}
