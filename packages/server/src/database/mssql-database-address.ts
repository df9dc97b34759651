import { readFileSync } from 'node:fs';
import type { ConnectionConfiguration } from 'tedious';

const known = ['encrypt', 'ca', 'server-name', 'instance'] as const;

/**
 * Read `mssql://USER:PASSWORD@HOST:PORT/DATABASE`, with the options `encrypt=strict|true|no-verify|false` (default: true, and the
 * certificate must be right), `ca=FILE`, `server-name=NAME` (in the certificate, where it is not HOST) and `instance=NAME`.
 *
 * @example parseMssqlAddress(new URL('mssql://netberth:secret@db/netberth?ca=/etc/netberth/db-ca.pem'))
 */
export function parseMssqlAddress(url: URL): ConnectionConfiguration {
  const options = url.searchParams;
  const unknown = [...options.keys()].find((name) => !known.some((one) => one === name));
  if (unknown !== undefined)
    throw new Error(`the option "${unknown}" is not known. Known are ${known.join(', ')}.`);
  const [ca, serverName, instanceName] = ['ca', 'server-name', 'instance'].map(
    (name) => options.get(name) ?? '',
  );
  return {
    server: url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    authentication: {
      type: 'default',
      options: { userName: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    },
    options: {
      ...(instanceName === '' || instanceName === undefined
        ? { port: Number(url.port || 1433) }
        : { instanceName }),
      ...(serverName && { serverName }),
      ...(ca && { cryptoCredentialsDetails: { ca: readFileSync(ca, 'utf8') } }),
      ...encryptionOf(options.get('encrypt') ?? 'true'),
      database: decodeURIComponent(url.pathname.slice(1)),
      appName: 'netberth',
      connectTimeout: 10_000,
      // A migration of a large table takes as long as it takes.
      requestTimeout: 0,
      abortTransactionOnError: true,
      useUTC: true,
    },
  };
}

function encryptionOf(mode: string): { encrypt: 'strict' | boolean; trustServerCertificate: boolean } {
  switch (mode) {
    case 'strict':
      return { encrypt: 'strict', trustServerCertificate: false };
    case 'true':
      return { encrypt: true, trustServerCertificate: false };
    case 'no-verify':
      return { encrypt: true, trustServerCertificate: true };
    case 'false':
      return { encrypt: false, trustServerCertificate: false };
    default:
      throw new Error(`encrypt "${mode}" is not known. Known are strict, true, no-verify, false.`);
  }
}
