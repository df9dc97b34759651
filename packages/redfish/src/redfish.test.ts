import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectRedfish, type ConnectionWish } from '../node/index.ts';
import { RedfishDouble, type DoubleOptions, type DoubleVendor } from '../testing/index.ts';
import { bootNext, nextBootOf } from './boot-next.ts';
import { RedfishError } from './redfish-error.ts';
import { resetSystem } from './reset-system.ts';
import type { RedfishService } from './service.ts';
import { findSystem } from './systems.ts';
import { ejectMedium, findDrive, imageIn, insertMedium } from './virtual-media.ts';

const opened: { stop(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.stop();
});

async function start(options: DoubleOptions = {}): Promise<RedfishDouble> {
  const double = await RedfishDouble.start(options);
  opened.push(double);
  return double;
}

/** A file server that answers by Range, and its URL. */
async function serve(bytes: Buffer): Promise<string> {
  const server: Server = createServer((request, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const headers = { 'accept-ranges': 'bytes' };
    if (range === null) {
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      response.end(request.method === 'HEAD' ? undefined : bytes);
      return;
    }
    const [from, to] = [Number(range[1]), Number(range[2])];
    const piece = bytes.subarray(from, to + 1);
    response
      .writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` })
      .end(piece);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ stop: () => void server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/boot.iso`;
}

async function within<Result>(
  double: RedfishDouble,
  use: (service: RedfishService) => Promise<Result>,
  more: Partial<ConnectionWish> = {},
): Promise<Result> {
  const { service, dispose } = await connectRedfish({
    origin: double.origin,
    user: 'admin',
    password: 'secret',
    ...more,
  });
  try {
    return await use(service);
  } finally {
    await dispose();
  }
}

/** `unauthorized: the user or the password is wrong` */
async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (!(error instanceof RedfishError)) throw error;
    return `${error.facts.kind}: ${error.message}`;
  }
}

test('a session is made, used and given back', async () => {
  const double = await start();
  await within(double, async (service) => {
    expect(double.sessionCount).toBe(1);
    expect((await findSystem(service, null)).Model).toBe('Redfish 1.15');
  });
  expect(double.sessionCount).toBe(0);
  expect(double.asked.at(-1)).toBe('DELETE /redfish/v1/SessionService/Sessions/1');
});

test('a wrong password is told from all else', async () => {
  const double = await start();
  expect(await failureOf(within(double, async () => 0, { password: 'wrong' }))).toBe(
    'unauthorized: the user or the password is wrong',
  );
});

test('where every session is taken, the password goes with each request; where that is refused, it is said', async () => {
  const double = await start({ maxSessions: 0 });
  expect(await within(double, async (service) => (await findSystem(service, null)).PowerState)).toBe('Off');
  double.fillSessions();
  const look = within(double, async (service) => findSystem(service, null));
  expect(await failureOf(look)).toContain(
    'sessions-full: GET /redfish/v1/Systems: The session establishment failed',
  );
});

test('a session that has ended meanwhile is made anew', async () => {
  const double = await start();
  await within(double, async (service) => {
    double.freeSessions();
    expect((await findSystem(service, null)).Id).toBe('1');
  });
});

test.each<readonly [DoubleVendor, readonly string[]]>([
  ['standard', ['On', 'PowerCycle', 'ForceRestart', 'ForceOff']],
  ['ilo4', ['On', 'ForceRestart', 'ForceRestart', 'ForceOff']],
  ['supermicro', ['On', 'PowerCycle', 'ForceRestart', 'ForceOff']],
  ['irmc', ['On', 'PowerCycle', 'ForceRestart', 'ForceOff']],
])('%s is switched by what it knows', async (vendor, resets) => {
  const double = await start({ vendor });
  await within(double, async (service) => {
    for (const reset of ['on', 'cycle', 'reset', 'off'] as const)
      await resetSystem(service, await findSystem(service, null), reset);
    expect(nextBootOf(await findSystem(service, null))).toBe(null);
  });
  expect(double.state.resets).toEqual(resets);
  expect(double.state.isOn).toBe(false);
});

test.each<readonly [DoubleVendor, string]>([
  ['standard', 'Cd'],
  ['ilo4', 'Cd'],
  ['supermicro', 'UsbCd'],
  ['irmc', 'Cd'],
])('%s boots an image that is read by ranges, once, and ejects it', async (vendor, target) => {
  const double = await start({ vendor });
  const bytes = Buffer.alloc(200_001, 'iso');
  const url = await serve(bytes);
  await within(double, async (service) => {
    const system = await findSystem(service, null);
    await insertMedium(service, system, url);
    expect(double.state.imageBytes?.equals(bytes)).toBe(true);
    // A second one takes its place.
    await insertMedium(service, system, url);
    expect(imageIn(service, await findDrive(service, system))).toBe(url);
    expect(await bootNext(service, system, 'cd')).toBe(target);
    expect([double.state.bootOnce, double.state.bootMode]).toEqual([target, 'UEFI']);
    await ejectMedium(service, system);
    expect(imageIn(service, await findDrive(service, system))).toBe(null);
    await ejectMedium(service, system);
    expect(double.state.image).toBe(null);
  });
});

test('what a service cannot is said in its own words', async () => {
  const double = await start();
  const url = await serve(Buffer.alloc(0));
  await within(double, async (service) => {
    const system = await findSystem(service, null);
    expect(await failureOf(insertMedium(service, system, url))).toMatch(
      /^refused: POST .*InsertMedia: The image cannot be read/,
    );
    expect(await failureOf(findSystem(service, '7'))).toBe('refused: it has no system "7", only 1');
    expect(
      await failureOf(
        service.change({ method: 'PATCH', path: '/redfish/v1/Systems/1', json: { Boot: { Colour: 'red' } } }),
      ),
    ).toBe('refused: PATCH /redfish/v1/Systems/1: Colour is not in the list of valid properties.');
  });
});

test('a task is followed to its end, a failed one is told, and one without an end is given up', async () => {
  const cycle = (double: RedfishDouble) =>
    within(double, async (service) => resetSystem(service, await findSystem(service, null), 'on'), {
      taskTimeoutMs: 1500,
    });
  const [ends, fails, endless] = [
    await start({ resetTask: 'ends' }),
    await start({ resetTask: 'fails' }),
    await start({ resetTask: 'endless' }),
  ];
  expect(await Promise.all([cycle(ends), failureOf(cycle(fails)), failureOf(cycle(endless))])).toEqual([
    'On',
    'broken: POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset (its task): The request failed due to an internal service error.',
    'task-endless: POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset: its task has no end within 2 seconds',
  ]);
});

test('nobody there, no answer and no BMC are three things', async () => {
  const double = await start();
  double.hang();
  expect(await failureOf(within(double, async () => 0, { timeoutMs: 300 }))).toBe(
    'silent: no answer within 0 seconds',
  );
  const { origin: gone } = double;
  double.stop();
  expect(await failureOf(connectRedfish({ origin: gone, user: 'admin', password: 'secret' }))).toBe(
    'unreachable: nobody answers (ECONNREFUSED)',
  );
  const web = await serve(Buffer.from('<html>'));
  const origin = new URL(web).origin;
  expect(await failureOf(connectRedfish({ origin, user: 'admin', password: 'secret' }))).toBe(
    `strange: ${origin} answers, but not as Redfish does: is it a BMC?`,
  );
});

/** A certificate that a BMC has made for itself. */
function ownCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bmc-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=bmc', '-days', '2', '-nodes', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject], { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

test('a certificate that nobody vouches for is named, taken by its fingerprint, and no other instead of it', async () => {
  const double = await start({ tls: ownCertificate() });
  const other = await start({ tls: ownCertificate() });
  const refused = await failureOf(within(double, async () => 0));
  expect(refused).toMatch(
    /^tls: nobody who is known vouches for its certificate .*fingerprint is ([0-9A-F]{2}:){31}[0-9A-F]{2}$/,
  );
  const fingerprint = refused.slice(-95);
  expect(await within(double, async (service) => service.root.Vendor, { fingerprint })).toBe('Contoso');
  expect(await failureOf(within(other, async () => 0, { fingerprint }))).toMatch(
    /^tls: its certificate is another: /,
  );
  expect([double.asked.length > 0, other.asked]).toEqual([true, []]);
});

test('TLS of 2010 is refused with the way out, and taken where somebody allows it', async () => {
  const tls = {
    ...ownCertificate(),
    maxVersion: 'TLSv1',
    minVersion: 'TLSv1',
    ciphers: 'ALL:@SECLEVEL=0',
  } as const;
  const double = await start({ tls });
  expect(await failureOf(within(double, async () => 0))).toBe(
    'tls: it speaks no TLS newer than 1.1, which can be broken: give it new firmware, or allow old TLS',
  );
  const refused = await failureOf(within(double, async () => 0, { legacyTls: true }));
  const wish = { legacyTls: true, fingerprint: refused.slice(-95) };
  expect(await within(double, async (service) => service.root.Vendor, wish)).toBe('Contoso');
});
