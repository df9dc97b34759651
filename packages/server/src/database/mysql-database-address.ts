import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { PoolOptions } from 'mysql2';

type Address = Pick<PoolOptions, 'host' | 'port' | 'socketPath' | 'user' | 'password' | 'database' | 'ssl'>;

/**
 * Read `mysql://USER:PASSWORD@HOST:PORT/DATABASE`, with the options `socket=PATH`,
 * `ssl-mode=DISABLED|REQUIRED|VERIFY_IDENTITY` and `ssl-ca=FILE` (as MySQL's own tools name them).
 *
 * @example parseMysqlAddress(new URL('mysql://netberth:secret@db/netberth?ssl-mode=VERIFY_IDENTITY'))
 */
export function parseMysqlAddress(url: URL): Address {
  const known = new Set(['socket', 'ssl-mode', 'ssl-ca']);
  const unknown = [...url.searchParams.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(`the option "${unknown[0]}" is not known. Known are ${[...known].join(', ')}.`);
  }
  const socketPath = url.searchParams.get('socket');
  const ssl = tlsOf(url.searchParams);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost';
  // mysql2 compares the name in the certificate only where it has a name to compare it with.
  if (ssl?.verifyIdentity === true && socketPath === null && isIP(host) !== 0)
    throw new Error(
      `its certificate cannot be compared with the address ${host}. Write the name that the certificate is for, and have it resolved (DNS, /etc/hosts).`,
    );
  return {
    ...(socketPath === null ? { host, port: Number(url.port || 3306) } : { socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(ssl && { ssl }),
  };
}

function tlsOf(options: URLSearchParams): Exclude<Address['ssl'], string> {
  const mode = options.get('ssl-mode') ?? (options.has('ssl-ca') ? 'VERIFY_IDENTITY' : 'DISABLED');
  const caFile = options.get('ssl-ca');
  const ca = caFile === null ? {} : { ca: readFileSync(caFile, 'utf8') };
  switch (mode.toUpperCase()) {
    case 'DISABLED':
      return undefined;
    case 'REQUIRED':
      return { ...ca, rejectUnauthorized: false };
    case 'VERIFY_IDENTITY':
      return { ...ca, rejectUnauthorized: true, verifyIdentity: true };
    default:
      throw new Error(`the ssl-mode "${mode}" is not known. Known are DISABLED, REQUIRED, VERIFY_IDENTITY.`);
  }
}
