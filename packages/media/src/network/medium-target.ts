import { isSameNetwork, parseAddress } from '@netberth/network';
import type { BootNetwork } from '@netberth/network';

/** Where a medium goes: the server's URL without a `/` at its end, and what of it is asked. */
export type MediumTarget = {
  readonly url: string;
  readonly scheme: 'http' | 'https';
  /** A name, or an address without brackets. */
  readonly host: string;
};

export type ParsedTarget =
  | { readonly kind: 'target'; readonly target: MediumTarget }
  | { readonly kind: 'refused'; readonly message: string };

const urlShape =
  /^(https?):\/\/(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+))(?::(\d{1,5}))?((?:\/[A-Za-z0-9._~%+-]+)*)\/?$/;

export function parseTarget(text: string): ParsedTarget {
  const [, scheme, bracketed, plain, port, path = ''] = urlShape.exec(text) ?? [];
  const host = bracketed ?? plain;
  const looksNumeric = plain !== undefined && /^[\d.]+$/.test(plain);
  const isBadAddress = (bracketed !== undefined || looksNumeric) && parseAddress(host ?? '') === null;
  if (host === undefined || isBadAddress || Number(port ?? 80) < 1 || Number(port ?? 80) > 65_535)
    return {
      kind: 'refused',
      message: `"${text}" is not the URL of a server, such as http://192.0.2.1:8080`,
    };
  const shown = bracketed === undefined ? host : `[${bracketed}]`;
  const url = `${scheme}://${shown}${port === undefined ? '' : `:${port}`}${path}`;
  return { kind: 'target', target: { url, scheme: scheme === 'https' ? 'https' : 'http', host } };
}

/** Why a machine in this network can never reach the server; null: nothing speaks against it. */
export function targetFault({ host }: MediumTarget, network: BootNetwork): string | null {
  const address = parseAddress(host);
  if (address === null) {
    const isTold = network.ipv4?.kind === 'dhcp' || network.ipv6?.kind === 'slaac' || network.dns.length > 0;
    return isTold
      ? null
      : `"${host}" is a name, and the medium knows no name server: give one with dns, or the server's address`;
  }
  const own = address.family === 'IPv4' ? network.ipv4 : network.ipv6;
  if (own === null)
    return `"${host}" is an ${address.family} address, and the medium gets no ${address.family} address`;
  if (own.kind !== 'static' || own.gateway !== null) return null;
  const self = parseAddress(own.address);
  if (self !== null && isSameNetwork(self, address, own.prefixLength)) return null;
  return `"${host}" is outside ${own.address}/${own.prefixLength}: give the gateway that leads there`;
}
