import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { RequestOptions } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** What is beside this host on the wire, and where clouds keep their secrets: nobody's mirror, BMC or webhook. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
// Where Amazon has over IPv6 what is at 169.254.169.254.
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

const thisHost = new BlockList();
thisHost.addSubnet('127.0.0.0', 8, 'ipv4');
thisHost.addSubnet('0.0.0.0', 8, 'ipv4');
thisHost.addSubnet('224.0.0.0', 3, 'ipv4');
// ::1, :: and IPv4 addresses as they were once written
thisHost.addSubnet('::', 96, 'ipv6');
thisHost.addSubnet('ff00::', 8, 'ipv6');

export function isLinkLocal(address: string): boolean {
  return linkLocal.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export function isOfThisHost(address: string): boolean {
  return isLinkLocal(address) || thisHost.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** For a host as it stands in a URL; a name may still lead to this host, which is asked when it is sent. */
export function isHostRefused(hostname: string, isRefused = isOfThisHost): boolean {
  const plain = plainHost(hostname);
  if (isIP(plain) !== 0) return isRefused(plain);
  return (plain === 'localhost' || plain.endsWith('.localhost')) && isRefused('127.0.0.1');
}

function plainHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** What was looked up is what is connected to: a name cannot change in between. Fails with `why` where it leads to what is refused. */
export function lookupBut(
  isRefused: (address: string) => boolean,
  why: string,
): NonNullable<RequestOptions['lookup']> {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isRefused(address))) {
        callback(new Error(why), '', 0);
        return;
      }
      if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
