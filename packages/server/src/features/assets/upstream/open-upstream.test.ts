import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpstream } from './open-upstream.ts';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer(({ url = '', headers }, response) => {
    if (url === '/secret') response.end('for this host only');
    else if (url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
    else response.writeHead(302, { location: `http://${headers.host}/secret` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function told(url: string): Promise<string> {
  const signal = new AbortController().signal;
  const opened = await openUpstream(url, {}, { timeoutMs: 10_000, signal });
  return opened.kind === 'failed' ? opened.why : await text(opened.body);
}

test('a mirror on this host serves its files, also moved ones', async () => {
  expect(await told(`http://127.0.0.1:${port}/secret`)).toBe('for this host only');
  expect(await told(`http://127.0.0.1:${port}/within`)).toBe('for this host only');
});

/** An address of this system that other systems can reach: to the rule it is elsewhere. */
const elsewhere = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test.skipIf(elsewhere === undefined)(
  `a mirror elsewhere cannot have this host asked what only it can reach${elsewhere === undefined ? ' (skipped: there is no network here)' : ''}`,
  async () => {
    expect(await told(`http://${elsewhere}:${port}/within`)).toBe('for this host only');
    expect(await told(`http://${elsewhere}:${port}/moved`)).toBe(
      'leads to 127.0.0.1, which is an address of this server itself or link-local, and no mirror',
    );
  },
);

test('nobody’s mirror is where clouds keep their secrets', async () => {
  expect(await told('http://169.254.169.254/latest/meta-data/')).toBe(
    'leads to 169.254.169.254, which is an address of this server itself or link-local, and no mirror',
  );
});
