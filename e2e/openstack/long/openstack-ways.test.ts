import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createImage,
  deleteImage,
  findImage,
  findServer,
  importImage,
  listImages,
  listPorts,
  waitUntil,
} from '@netberth/openstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { netberthProgram } from '../../src/netberth-program.ts';
import { passwords, urlOf } from '../src/cloud-plan.ts';
import { installByHand } from '../src/install-by-hand.ts';
import { OpenstackSite } from '../src/openstack-site.ts';
import { startTlsFront } from '../src/tls-front.ts';

let site: OpenstackSite;
beforeAll(async () => {
  site = await OpenstackSite.open('openstack-ways');
}, 600_000);
afterAll(async () => site?.dispose());

const at = (name: string) => join(site.folder, name);

/** A clouds.yaml of one cloud, as the user `demo`, with `changes`; for commands that run while `work` does. */
async function withCloud<Result>(changes: object, work: () => Promise<Result>): Promise<Result> {
  const file = at('other-clouds.yaml');
  const demo = parse(readFileSync(site.cloud.cloudsFile, 'utf8')).clouds.demo;
  writeFileSync(file, stringify({ clouds: { demo: { ...demo, ...changes } } }));
  process.env['OS_CLIENT_CONFIG_FILE'] = file;
  try {
    return await work();
  } finally {
    process.env['OS_CLIENT_CONFIG_FILE'] = site.cloud.cloudsFile;
  }
}

describe('a cloud', () => {
  test('with an authority of its own is trusted by cacert, and by nothing else', async () => {
    const front = await startTlsFront(site.folder, urlOf(site.cloud.plan, 'keystone'));
    try {
      const auth = { auth_url: `${front.url}/v3`, username: 'demo', password: passwords.demo };
      const account = {
        ...auth,
        project_name: 'demo',
        user_domain_name: 'Default',
        project_domain_name: 'Default',
      };
      const refused = await withCloud({ auth: account }, async () => site.refusal('servers'));
      expect(refused).toMatch(
        /identity at https:\/\/127\.0\.0\.1:\d+ cannot be reached \(POST\): .*certificate/,
      );
      expect(refused).toContain('Its own certificate authority is named by `cacert:` in clouds.yaml.');
      const trusted = { auth: account, cacert: front.caFile };
      expect(await withCloud(trusted, async () => site.server.json('openstack', 'servers'))).toEqual([]);
    } finally {
      await front.dispose();
    }
  }, 120_000);

  test('takes from clouds-public.yaml what its profile says', async () => {
    const { auth_url, ...account } = parse(readFileSync(site.cloud.cloudsFile, 'utf8')).clouds.demo.auth;
    writeFileSync(at('clouds-public.yaml'), stringify({ 'public-clouds': { acme: { auth: { auth_url } } } }));
    process.env['OS_CLIENT_VENDOR_FILE'] = at('clouds-public.yaml');
    try {
      const ofProfile = { profile: 'acme', auth: account };
      expect(await withCloud(ofProfile, async () => site.server.json('openstack', 'servers'))).toEqual([]);
      const ofNone = { profile: 'nobody', auth: account };
      expect(await withCloud(ofNone, async () => site.refusal('servers'))).toContain(
        'is of the profile "nobody", which is not described: add it to clouds-public.yaml',
      );
    } finally {
      delete process.env['OS_CLIENT_VENDOR_FILE'];
    }
  }, 120_000);

  test('has no region but its own', async () => {
    expect(await site.refusal('servers', '--os-region-name', 'Nowhere')).toContain(
      'has no public compute service in the region "Nowhere": it has RegionOne (public).',
    );
  }, 120_000);

  test('that the server knows is shown with what is ours in it, and without secrets', async () => {
    mkdirSync(at('data/openstack'), { recursive: true });
    copyFileSync(site.cloud.cloudsFile, at('data/openstack/clouds.yaml'));
    const file = at('shown.iso');
    writeFileSync(file, 'an ISO to be shown');
    const { id } = (await site.server.json('openstack', 'upload', file)) as { id: string };
    const listed = await site.server.json('openstack', 'clouds');
    expect(listed).toMatchObject([{ name: 'demo', user: 'demo' }, { name: 'credential' }, { name: 'admin' }]);
    const shown = await site.server.json('openstack', 'cloud', 'demo');
    expect(shown).toMatchObject({
      ...{ cloud: 'demo', region: 'RegionOne', user: 'demo', project: 'demo' },
      images: [{ id, name: 'shown', kind: 'upload', status: 'active' }],
    });
    expect(JSON.stringify([listed, shown])).not.toContain(passwords.demo);
    await deleteImage(site.demo, id);
  }, 120_000);

  test('fetches the ISO of an instance by itself', async () => {
    const image = await createImage(site.demo, { name: 'injected', diskFormat: 'iso' });
    const network = 'ip=10.77.0.90/24&gateway=10.77.0.1&mac=fa:16:3e:00:00:90';
    await importImage(
      site.demo,
      image.id,
      `http://127.0.0.1:${site.server.bootPort}/openstack/boot.iso?${network}`,
    );
    const active = await waitUntil(
      site.demo,
      async () => {
        const found = await findImage(site.demo, image.id);
        return found?.status === 'active' ? found : null;
      },
      { timeoutMs: 120_000, pauseMs: 500 },
    );
    expect(active?.sizeBytes).toBeGreaterThan(1_000_000);
    const iso = await site.isoOf({ image: image.id });
    expect(iso.includes('set ${netberth_card}/ip 10.77.0.90\n')).toBe(true);
    await deleteImage(site.demo, image.id);
  }, 240_000);
});

describe('openstack upload', () => {
  test('makes the ISO of a machine, once', async () => {
    const network = ['--address', '10.77.0.91/24', '--gateway', '10.77.0.1'];
    const id = await site.server.addMachine('fa:16:3e:00:00:91', '--hostname', 'lone', ...network);
    const upload = async () =>
      site.server.json('openstack', 'upload', '--machine', String(id), ...site.bootUrl);
    const first = (await upload()) as { id: string; sent: boolean };
    expect(first).toMatchObject({ name: 'netberth-lone', sent: true });
    expect(await upload()).toMatchObject({ id: first.id, sent: false });
    const iso = await site.isoOf({ image: first.id });
    expect(iso.includes('set ${netberth_card}/ip 10.77.0.91\n')).toBe(true);
    await deleteImage(site.demo, first.id);
    await site.server.json('machine', 'forget', String(id));
  }, 240_000);
});

describe('openstack boot', () => {
  test('from the ISO itself ends with the ISO gone, and the server running', async () => {
    // Whoever installs by hand here asks from another address.
    const words = [...site.wanted('wayiso'), '--way', 'iso', '--nat'];
    const booted = await site.openstack(...words, '--no-follow');
    expect(booted).toMatchObject({ state: 'running', serverStatus: 'ACTIVE' });
    expect((await findServer(site.demo, booted.server ?? ''))?.imageId).toBe(booted.image);
    const following = site.openstack(...words);
    const [port] = await listPorts(site.demo, { name: 'wayiso' });
    expect(await installByHand(site.server.bootPort, port?.mac ?? '')).toContain('installer finished');
    expect(await following).toMatchObject({ state: 'installed', serverStatus: 'ACTIVE', image: null });
    expect(await listImages(site.demo, { name: 'netberth-wayiso' })).toEqual([]);
    await site.openstack('boot', 'wayiso', '--cleanup');
  }, 240_000);

  test('gives the ISO the key of its machine, which ends with the installation', async () => {
    const booted = await site.openstack(...site.wanted('keyed'), '--no-follow');
    expect((await site.isoOf(booted)).includes('set netberth_key ')).toBe(true);
    expect(await site.server.json('media', 'list')).toMatchObject([{ machineId: booted.machine }]);
    await site.server.json('openstack', 'finish', 'keyed');
    expect(await site.server.json('media', 'list')).toEqual([]);
    await site.openstack('boot', 'keyed', '--cleanup');
  }, 240_000);

  test('says after Ctrl-C what there is, and removes it when told', async () => {
    const words = ['--data', site.server.dataFolder, 'openstack', ...site.wanted('broken')];
    const child = spawn(process.execPath, [netberthProgram, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => said.push(chunk));
    const printed = text(child.stdout);
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    while (!said.join('').includes('boots from its ISO') && child.exitCode === null) await sleep(100);
    child.kill('SIGINT');
    expect(await exited).toBe(1);
    expect(await printed).toBe('');
    expect(said.join('')).toMatch(
      /Interrupted\.\nOf "broken" there is now: the port [0-9a-f-]+, the image [0-9a-f-]+, the server [0-9a-f-]+ \(RESCUE\)\.\nThe same command again goes on from there\.\nTo remove all of it: netberth openstack boot broken --cleanup\n$/,
    );
    await site.openstack('boot', 'broken', '--cleanup');
    expect(await site.server.json('openstack', 'servers')).toEqual([]);
    expect(await listPorts(site.demo, { name: 'broken' })).toEqual([]);
    expect(await site.server.machines()).toEqual([]);
  }, 240_000);
});
