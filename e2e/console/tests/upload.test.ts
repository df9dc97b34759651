import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { captureList, profileSchema } from '@netberth/api';
import { planIso, streamPlan } from '@netberth/disk-image';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { CuttingProxy } from '../src/cutting-proxy.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-upload');
const tar = join(folder, 'debian12.tar');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
/** Longer than a tar's header has room for. */
const deep = `more/${'x'.repeat(60)}/${'y'.repeat(60)}`;
let server: NetberthServer;
let ada: Account;

beforeAll(async () => {
  const image = writeInstallImage(folder);
  writeFileSync(join(image, 'disk.raw'), Buffer.alloc(40_000_000, 'netberth'));
  execFileSync('tar', ['-cf', tar, '-C', image, '.']);
  server = await NetberthServer.start({ folder });
  ada = await addAccount(server, 'ada', 'administrator');
});
afterAll(() => server.stop());

/** An ISO with these files, on the disk. */
function writeIso(name: string, files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    content: new TextEncoder().encode(text),
  }));
  const outcome = planIso({ volumeId: 'DISC', epochSeconds: 1_700_000_000, files: entries });
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([...streamPlan(outcome.plan)]));
  return path;
}

test('an upload that is cut off at 99 % goes on by itself, and what arrives is what was sent', async () => {
  const allBytes = readFileSync(tar).length;
  await using proxy = await CuttingProxy.open(server.adminPort, Math.floor(allBytes * 0.99));
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await page.goto(`${proxy.url}/profiles`);
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Import an image…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import an image' });
  await page.locator('input[type=file]').first().setInputFiles(tar);
  await dialog.getByText('will be sent.').waitFor();
  expect(await dialog.getByLabel('Name of the profile').inputValue()).toBe('debian12');
  await dialog.getByLabel('SHA-256 of the file').fill(sha256(readFileSync(tar)));
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('debian12 is imported.').waitFor();
  expect(proxy.isCut).toBe(true);
  // Once, but for what was on its way when the connection broke.
  expect(proxy.carriedBytes).toBeLessThan(allBytes * 1.5);
  const { files } = profileSchema.parse(await server.json('profile', 'show', 'debian12'));
  const disk = sha256(Buffer.alloc(40_000_000, 'netberth'));
  expect(files.find(({ path }) => path === 'disk.raw')?.sha256).toBe(disk);
});

test('an ISO is recognised before it is sent, a folder goes as it is, and what cannot be imported says why', async () => {
  const iso = writeIso('ubuntu 24.04.iso', {
    '.disk/info': 'Ubuntu-Server 24.04.1 LTS "Noble Numbat" - Release amd64 (20240827)\n',
    'casper/vmlinuz': 'kernel',
    'casper/initrd': 'initrd',
    'casper/install-sources.yaml': '',
  });
  const short = join(folder, 'short.iso');
  writeFileSync(short, readFileSync(iso).subarray(0, 50_000));
  mkdirSync(join(folder, 'installer', dirname(deep)), { recursive: true });
  for (const path of [deep, '.cache']) writeFileSync(join(folder, 'installer', path), 'x');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/profiles');
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Import an image…' }).click();
  const dialog = page.getByRole('dialog');
  const file = page.locator('input[type=file]').first();
  const refused = dialog.getByRole('alert');
  const submit = dialog.getByRole('button', { name: 'Import', exact: true });
  await file.setInputFiles(short);
  expect(await refused.innerText()).toMatch(/short\.iso .*cut short/);
  expect(await submit.isDisabled()).toBe(true);
  await file.setInputFiles(join(folder, 'installer', 'disk.raw'));
  await refused.getByText('disk.raw is neither an ISO nor a tar').waitFor();
  await file.setInputFiles(iso);
  await dialog.getByText('It is Ubuntu-Server 24.04.1 LTS "Noble Numbat"').waitFor();
  expect((await dialog.getByRole('status').innerText()).split(/\n+/)).toEqual([
    `It is Ubuntu-Server 24.04.1 LTS "Noble Numbat" - Release amd64 (20240827): kernel and initrd come from the disc; Ubuntu's installer then fetches the whole ISO into memory. 68 KiB will be sent.`,
    'The ISO lies in memory while the system runs: a machine needs about 2.1 GiB of RAM.',
  ]);
  expect(await dialog.getByLabel('Name of the profile').inputValue()).toBe('ubuntu-24.04');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByLabel('SHA-256 of the file').fill(`${'0'.repeat(64)}  other.iso`);
  await dialog.getByText('holds no SHA-256 of ubuntu 24.04.iso').waitFor();
  await dialog.getByLabel('SHA-256 of the file').fill('0'.repeat(64));
  await submit.click();
  await refused.getByText(/is not what ubuntu-24\.04\.iso\.sha256 says/).waitFor();
  const sums = `${'1'.repeat(64)}  other.iso\n${sha256(readFileSync(iso))} *ubuntu 24.04.iso\n`;
  await dialog.getByLabel('SHA-256 of the file').fill(sums);
  await submit.click();
  await dialog.getByText('ubuntu-24.04 is imported.').waitFor();
  const ubuntu = profileSchema.parse(await server.json('profile', 'show', 'ubuntu-24.04'));
  expect(ubuntu.spec).toMatchObject({ method: 'choice', product: 'disc-subiquity' });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Import an image…' }).click();
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'installer'));
  await dialog.getByText('installer has 4 files.').waitFor();
  await dialog.getByText('Hidden, and left out: .cache').waitFor();
  await submit.click();
  await dialog.getByText('installer is imported.').waitFor();
  const { files } = profileSchema.parse(await server.json('profile', 'show', 'installer'));
  expect(files.map(({ path }) => path).sort()).toEqual(['disk.raw', deep, 'profile.yaml', 'vmlinuz']);
  expect(visit.complaints).toEqual([]);
});

/** It boots what captures, and sends its disk. */
async function sendDisk(id: number): Promise<void> {
  const boot = `http://127.0.0.1:${server.bootPort}`;
  const script = await (await fetch(`${boot}/bootstrap?net0=52:54:00:00:00:0${id}`)).text();
  const [, bootId = ''] = /bootid=([0-9a-f]+)/.exec(script) ?? [];
  const body = gzipSync(`the disk of machine ${id}`);
  await fetch(`${boot}/capture?id=${id}&bootid=${bootId}`, { method: 'PUT', body });
}

test('disks that machines have sent are listed; one becomes a profile, one is removed', async () => {
  const rescue = join(folder, 'rescue');
  mkdirSync(rescue);
  writeFileSync(
    join(rescue, 'profile.yaml'),
    'kernel: vmlinuz\nargs: razorurl={{ urls.postInstall }}\ncaptures: true\n',
  );
  writeFileSync(join(rescue, 'vmlinuz'), 'kernel');
  await server.json('profile', 'import', rescue);
  for (const digit of [1, 2])
    await server.addMachine(`52:54:00:00:00:0${digit}`, '--hostname', `web${digit}`);
  await server.json('machine', 'grant', '--ids', '1,2', 'rescue');
  for (const digit of [1, 2]) await sendDisk(digit);
  await using visit = await ConsoleVisit.open(server, { viewport: { width: 360, height: 740 } });
  const { page } = visit;
  await visit.goto('/profiles');
  await visit.signIn(ada);
  const panel = page.getByRole('region', { name: 'Captured disks' });
  await panel.getByRole('link', { name: 'web1' }).waitFor();
  expect((await panel.getByRole('row').allInnerTexts()).map((row) => row.split('\t').slice(0, 3))).toEqual([
    ['Machine', 'Sent by', 'Size'],
    ['web2', 'rescue', '41 B'],
    ['web1', 'rescue', '41 B'],
  ]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await panel.getByRole('button', { name: 'Remove the disk of web2…' }).click();
  await page.getByRole('dialog').getByText('What web2 has sent (41 B) will be deleted').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 41 B' }).click();
  await panel.getByRole('link', { name: 'web2' }).waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: 'Make a profile of the disk of web1…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a profile of the disk of web1' });
  await dialog.getByLabel('Name of the profile').fill('golden');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make a profile of the disk of web1' }).click();
  await page.getByRole('heading', { level: 1, name: 'golden' }).waitFor();
  expect(captureList.output.shape.captures.parse(await server.json('capture', 'list'))).toEqual([]);
});
