import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { CommandRefused } from '../platform/command-refused.ts';

/**
 * Against DNS rebinding: a page elsewhere can make a browser send requests here, but only under a name of its own.
 * Addresses and localhost are always known; other names must be configured.
 */
export function hostChecker(adminHosts: readonly string[]): (request: FastifyRequest) => void {
  const known = new Set(adminHosts);
  return (request) => {
    const host = (request.headers.host ?? '').toLowerCase();
    const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
    if (name === 'localhost' || isIP(name) !== 0 || known.has(name) || known.has(host)) return;
    throw new CommandRefused('hostRefused', { host: host.slice(0, 100) });
  };
}
