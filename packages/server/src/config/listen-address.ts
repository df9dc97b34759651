import { isIP } from 'node:net';
import { z } from 'zod';

/** Where a plane listens. `host` has no brackets; port 0 is any free one. */
export type ListenAddress = { readonly host: string; readonly port: number };

/** `127.0.0.1:8080`, `[::]:8080`, `localhost:0` */
export const listenAddressSchema = z
  .string('is not an address and port')
  .transform((text, context): ListenAddress => {
    const match = /^(?:\[(?<ip6>[^\]]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/.exec(text.trim());
    const { ip6, host, port } = match?.groups ?? {};
    if (port === undefined) return refuse(context, 'is not an address and port');
    if (Number(port) > 65535) return refuse(context, 'has a port above 65535');
    if (ip6 !== undefined && isIP(ip6) !== 6) return refuse(context, 'has no IPv6 address in its brackets');
    if (host !== undefined && !isHost(host)) return refuse(context, 'has no valid address');
    return { host: ip6 ?? host ?? '', port: Number(port) };
  });

/** An IPv4 address, or a name; four numbers that are no address are a slip, not a name. */
function isHost(text: string): boolean {
  return (
    isIP(text) === 4 || (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text) && !/^[\d.]+$/.test(text))
  );
}

function refuse(context: { addIssue(message: string): void }, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}

export function listenText({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
