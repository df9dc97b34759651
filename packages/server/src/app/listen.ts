import { chmod, rm } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { hasErrorCode } from '../platform/error-code.ts';

export type Endpoint = { readonly host: string; readonly port: number };

/** @returns the URL it is bound to. On a host without IPv6, `[::]` falls back to every IPv4 address. */
export async function listenOn(
  plane: FastifyInstance,
  { host, port }: Endpoint,
  scheme: 'http' | 'https' = 'http',
): Promise<string> {
  try {
    await plane.listen({ host, port, backlog: 4096 });
  } catch (error) {
    if (host !== '::' || !isNoIpv6(error)) throw error;
    await plane.listen({ host: '0.0.0.0', port, backlog: 4096 });
  }
  const bound = plane.server.address() as AddressInfo;
  return `${scheme}://${isIPv6(bound.address) ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

function isNoIpv6(error: unknown): boolean {
  return hasErrorCode(error, 'EAFNOSUPPORT', 'EADDRNOTAVAIL');
}

/** A socket that only this user can open: its file permissions are the log-in. The folder's lock makes it ours. */
export async function listenOnSocketFile(plane: FastifyInstance, path: string): Promise<void> {
  await rm(path, { force: true });
  const before = process.umask(0o177);
  try {
    await plane.listen({ path });
  } finally {
    process.umask(before);
  }
  await chmod(path, 0o600);
}
