import type { NetworkInterfaceInfo } from 'node:os';

/** An address that the server is bound to: `http://[::]:8080`, `http://192.0.2.1:8080`. */
export type BoundUrl = string;

/**
 * The URLs by which others reach a bound URL: `[::]` stands for every address of this host, IPv4 first;
 * link-local addresses need a zone that a URL cannot carry, and loopback is named only when nothing else is there.
 */
export function reachableUrls(
  bound: BoundUrl,
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] {
  const url = new URL(bound);
  const isAny4 = url.hostname === '0.0.0.0';
  const isAny6 = url.hostname === '[::]';
  if (!isAny4 && !isAny6) return [url.origin];
  const addresses = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(
      ({ internal, family, address }) =>
        !internal && (isAny6 || family === 'IPv4') && !/^fe80:/i.test(address),
    );
  const sorted = addresses.toSorted((a, b) => a.family.localeCompare(b.family));
  const hosts = sorted.map(({ family, address }) => (family === 'IPv6' ? `[${address}]` : address));
  return [...new Set(hosts.length === 0 ? ['127.0.0.1'] : hosts)].map((host) => withHost(url, host));
}

function withHost(url: URL, host: string): string {
  return `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
}
