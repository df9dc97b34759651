import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { canonicalAddress } from './network-address.ts';

const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:\d{1,5})?$/;
const hostAddress = /^\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?$/;

/**
 * Where the caller reaches this server: the configured URL, else its own `Host` header if that is a plain host and
 * port, else the address its connection came in at. Never with a path or a trailing slash.
 */
export function serverUrlOf(request: IncomingMessage, bootUrl: string | null): string {
  if (bootUrl !== null) return bootUrl;
  const host = request.headers.host ?? '';
  const url = `http://${host}`;
  if ((hostName.test(host) || hostAddress.test(host)) && URL.canParse(url)) return url;
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket;
  const address = canonicalAddress(localAddress);
  return `http://${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
}
