import { BlockList, isIP } from 'node:net';

/** Whether an address is within `192.0.2.0/24` or `2001:db8::/64`. */
export function holds(cidr: string, ip: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/');
  const family = isIP(ip);
  if (family === 0 || isIP(network) !== family) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), type);
  return block.check(ip, type);
}
