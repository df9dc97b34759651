import { isIP } from 'node:net';
import { z } from 'zod';
import { listOf } from './list-of.ts';

/** `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32` */
const networkSchema = z
  .string()
  .refine(isNetwork, { error: ({ input }) => `has "${String(input)}", which is no address or network` });

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...others] = text.split('/');
  const family = isIP(address);
  if (family === 0 || others.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** A name or address as in a `Host` header, perhaps with a port: `boot.example`, `boot.example:8081`, `[2001:db8::1]` */
const hostSchema = z
  .string()
  .regex(/^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:\d{1,5})?$/, {
    error: ({ input }) => `has "${String(input)}", which is no host name`,
  })
  .transform((host) => host.toLowerCase());

export const networkListSchema = listOf(networkSchema);
export const hostListSchema = listOf(hostSchema);
