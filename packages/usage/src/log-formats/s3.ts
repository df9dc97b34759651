import type { LogEntry } from '../log-entry.ts';
import { parseCommonLogTime } from './common-log-time.ts';
import { splitQuoted } from './split-quoted.ts';

/**
 * Amazon S3 server access log: `OWNER BUCKET [TIME] ADDRESS REQUESTER ID OPERATION KEY "GET /x HTTP/1.1" STATUS …`.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function parseS3(line: string): LogEntry | undefined {
  const words = splitQuoted(line);
  if (words === undefined || words.length < 10) return undefined;
  const [, , time = '', , , , operation = '', , request = '', status = ''] = words;
  const atMs = parseCommonLogTime(time);
  const asked = /^([A-Z]+) (\S+) HTTP\/[\d.]+$/.exec(request);
  if (atMs === undefined || asked === null || !operation.includes('.') || !/^\d{3}$/.test(status))
    return undefined;
  const [, method = '', target = ''] = asked;
  return { atMs, method, target, status: Number(status), country: null };
}
