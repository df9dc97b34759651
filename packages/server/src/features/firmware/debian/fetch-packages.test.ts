import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchPackages, thisHost } from './fetch-packages.ts';
import type { DebianHost } from './fetch-packages.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-apt-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function mirrorThat(answers: RequestListener): Promise<string> {
  server = createServer(answers);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/debian`;
}

async function refusalOf(mirror: string | null, host: DebianHost = thisHost): Promise<string> {
  const wanted = { packages: ['ipxe'], suite: 'trixie', mirror };
  try {
    await fetchPackages(wanted, folder, host, () => undefined);
  } catch (error) {
    if (error instanceof Error) return error.message.replaceAll(/127\.0\.0\.1:\d+/g, 'MIRROR');
  }
  throw new Error('it was not refused');
}

const anyKeyring = { ...thisHost, keyrings: [...thisHost.keyrings, '/dev/null'] };
const hasApt = existsSync('/usr/bin/apt-get');
const withApt = hasApt ? '' : ' (skipped: there is no apt-get on this host)';

describe(`fetching by the apt of this host${withApt}`, { skip: !hasApt }, () => {
  it('says that a mirror cannot be reached', async () => {
    const mirror = await mirrorThat(() => undefined);
    server?.close();
    expect(await refusalOf(mirror, anyKeyring)).toBe(
      'no firmware was installed: the mirror http://MIRROR/debian cannot be reached',
    );
  });

  it('says that a mirror lacks the suite', async () => {
    const mirror = await mirrorThat((_, response) => response.writeHead(404).end());
    expect(await refusalOf(mirror, anyKeyring)).toBe(
      'no firmware was installed: the mirror http://MIRROR/debian has no suite "trixie"',
    );
  });

  it('takes nothing that Debian has not signed', async () => {
    const mirror = await mirrorThat((request, response) => {
      const isRelease = request.url === '/debian/dists/trixie/Release';
      response.writeHead(isRelease ? 200 : 404).end(isRelease ? unsignedRelease : '');
    });
    expect(await refusalOf(mirror, anyKeyring)).toBe(
      'no firmware was installed: what http://MIRROR/debian gives for trixie is not signed with a key of Debian that this host knows',
    );
  });
});

const unsignedRelease = `Origin: Debian
Suite: trixie
Codename: trixie
Date: ${new Date().toUTCString()}
Components: main
Architectures: amd64
SHA256:
 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 main/binary-amd64/Packages
`;

describe('fetching where it cannot be done', () => {
  it('says that there is no apt', async () => {
    const host = { aptGet: '/nonexistent/apt-get', keyrings: ['/dev/null'] };
    const why = 'no firmware was installed: there is no apt-get on this host: it is no Debian';
    expect(await refusalOf('http://mirror.example/debian', host)).toBe(why);
    expect(await refusalOf(null, host)).toBe(why);
  });

  it('says that the keys of Debian are missing', async () => {
    expect(await refusalOf('http://mirror.example/debian', { ...thisHost, keyrings: ['/nonexistent'] })).toBe(
      'no firmware was installed: the keys that Debian signs with are not on this host',
    );
  });
});
