import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type CloudSeed = { readonly url: string; dispose(): Promise<void> };

/** What cloud-init asks for (its datasource NoCloud): who a server is, and its user data. Guests find this host at 10.77.0.2. */
export async function startCloudSeed(name: string, userData: string): Promise<CloudSeed> {
  const files: Readonly<Record<string, string>> = {
    '/meta-data': `instance-id: i-${name}\nlocal-hostname: ${name}\n`,
    '/user-data': userData,
    '/vendor-data': '',
  };
  const server = createServer(({ url = '' }, reply) => {
    const text = files[url];
    reply.writeHead(text === undefined ? 404 : 200).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://10.77.0.2:${(server.address() as AddressInfo).port}/`,
    dispose: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
