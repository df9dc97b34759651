import { CommandRefused } from '../../../platform/command-refused.ts';

/** Why nothing leaves from an address, by the code of the system. */
const whyNotSent = new Map([
  ['ENETUNREACH', 'no network is behind it any more'],
  ['ENETDOWN', 'its interface is down'],
  ['EADDRNOTAVAIL', 'this host has not got this address any more'],
  ['EPERM', 'a firewall of this host does not let it out'],
  ['EACCES', 'a rule of this host does not let it out'],
]);

/** Why the network cannot be asked from an address, as a refusal with its way out; else the error itself. */
export function explainAsking(error: unknown, address: string): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const code = String(error.code);
  if (error.syscall === 'bind') {
    if (code === 'EACCES' || code === 'EPERM') return new CommandRefused('dhcpNoPermission', {});
    if (code === 'EADDRINUSE') return new CommandRefused('dhcpPortTaken', {});
  }
  const why = whyNotSent.get(code);
  if (why === undefined) return error;
  return new CommandRefused('dhcpNoNetwork', { address, why: `${why} (${code})` });
}
