import { CommandRefused } from '../../../platform/command-refused.ts';

/** Why the network cannot be asked from an address, as a refusal with its way out; else the error itself. */
export function explainAsking(error: unknown, address: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EACCES' || code === 'EPERM') return new CommandRefused('dhcpNoPermission', {});
  if (code === 'EADDRINUSE') return new CommandRefused('dhcpPortTaken', {});
  if (code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL')
    return new CommandRefused('dhcpNoNetwork', { address, why: code });
  return error;
}
