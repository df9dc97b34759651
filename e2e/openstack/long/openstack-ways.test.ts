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
  listVolumes,
  stopServer,
  waitUntil,
  type Volume,
} from '@netberth/openstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { addAccount } from '../../console/src/add-account.ts';
import { setup as buildConsole } from '../../console/src/built-console.ts';
import { ConsoleVisit } from '../../console/src/console-visit.ts';
import { netberthProgram } from '../../src/netberth-program.ts';
import { MediumMachine } from '../../media/medium-machine.ts';
import { cloudCard } from '../src/cloud-card.ts';
import { inCloud, passwords, urlOf } from '../src/cloud-plan.ts';
import { CloudGuest } from '../src/cloud-guest.ts';
import { startCloudSeed } from '../src/cloud-seed.ts';
import { guestAddress, guestSystem, type GuestSystem } from '../src/guest-system.ts';
import { installByHand } from '../src/install-by-hand.ts';
import { OpenstackSite, type Booted } from '../src/openstack-site.ts';
import { startTlsFront } from '../src/tls-front.ts';
import { withGuestLogin } from '../src/with-guest-login.ts';
import { run } from '../../src/test-image/run.ts';
import { repositoryRoot } from '../../src/work-folder.ts';

let site: OpenstackSite;
let root: string;
beforeAll(async () => {
  buildConsole();
  site = await OpenstackSite.open('openstack-ways', { hasVolumes: true });
  // The clouds that the server itself knows.
  mkdirSync(at('data/openstack'), { recursive: true });
  copyFileSync(site.cloud.cloudsFile, at('data/openstack/clouds.yaml'));
  root = `http://127.0.0.1:${site.server.bootPort}`;
}, 600_000);
afterAll(async () => site?.dispose());

const at = (name: string) => join(site.folder, name);

/** With the disk of a server before its CD. */
/** Those that Netberth makes; the examples of the client's README leave one of their own. */
async function volumesNow(): Promise<Volume[]> {
  const ours = (await listVolumes(site.demo)).filter(({ name }) => name.startsWith('netberth-'));
  return ours.toSorted((left, right) => right.name.localeCompare(left.name, 'en'));
}

/** A machine of each firmware with these volumes in that order finds nothing on the first, and asks Netberth from the second. */
async function bootsFromCd(booted: Booted, { disk, cd }: { disk: string; cd: string }): Promise<void> {
  const volume = (id: string) => inCloud(site.cloud.plan, 'cinder/volumes', id);
  for (const [index, firmware] of (['bios', 'uefi'] as const).entries()) {
    const machine = new MediumMachine({
      firmware,
      drive: 'cd',
      image: volume(cd),
      folder: site.folder,
      cards: [
        ...['-drive', `file=${volume(disk)},format=raw,if=none,id=volume,readonly=on`],
        ...['-device', 'virtio-blk-pci,drive=volume,bootindex=0'],
        ...cloudCard(booted.mac),
      ],
    });
    try {
      await site.asked(booted, index + 1);
    } finally {
      await machine[Symbol.asyncDispose]();
    }
  }
}

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

  test('shows in the console what its servers fetch, while they do', async () => {
    const vera = await addAccount(site.server, 'vera', 'viewer');
    const booted = await site.openstack(...site.wanted('watched'), '--nat', '--no-follow');
    await using visit = await ConsoleVisit.open(site.server);
    const { page } = visit;
    await visit.goto('/clouds/demo');
    await visit.signIn(vera);
    const link = page.getByRole('table').getByRole('link', { name: 'watched' });
    await link.waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    const script = await (await fetch(`${root}/bootstrap?net0=${booted.mac?.replaceAll(':', '-')}`)).text();
    const kernel = /^kernel (b\/\d+\/images\/installer\/vmlinuz)/m.exec(script)?.[1] ?? '';
    expect(await (await fetch(`${root}/${kernel}`)).text()).toBe('no kernel');
    await page.getByText('9 B of 9 B').waitFor();
    await page.getByRole('progressbar', { name: 'Fetched by watched' }).waitFor();
    await link.click();
    await page.waitForURL(`**/machines/${booted.machine}`);
    await site.openstack('boot', 'watched', '--cleanup');
  }, 240_000);

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

describe('the client', () => {
  test('does what the examples of its README say', async () => {
    const readme = readFileSync(join(repositoryRoot, 'packages/openstack/README.md'), 'utf8');
    const examples = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code).join('');
    writeFileSync(at('readme.ts'), examples.replace("'mine'", "'demo'"));
    writeFileSync(at('rescue.iso'), 'the ISO of the README');
    writeFileSync(at('menu.ipxe'), '#!ipxe\n');
    const printed = await run(process.execPath, ['readme.ts'], { cwd: site.folder, timeoutMs: 200_000 });
    expect(printed).toMatch(
      /^21\nuploaded [0-9a-f-]+\n([^]*\n)?rescue\n[^]*true\nv7\/menu\.ipxe\nreached\n$/,
    );
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

  test('to a volume has the ISO as a CD behind it, which goes when it has finished', async () => {
    const session = site.demo;
    const words = [...site.wanted('wayvol'), '--volume', '3', '--fixed-ip', '10.77.0.92', '--nat'];
    const booted = await site.openstack(...words, '--no-follow');
    expect(booted).toMatchObject({ state: 'running', serverStatus: 'ACTIVE', addresses: ['10.77.0.92'] });
    const [disk, cd] = await volumesNow();
    expect([disk, cd]).toMatchObject([
      { name: 'netberth-wayvol-disk', sizeGib: 3, imageId: null, status: 'in-use' },
      { name: 'netberth-wayvol-cd', sizeGib: 1, imageId: booted.image, status: 'in-use' },
    ]);
    await bootsFromCd(booted, { disk: disk?.id ?? '', cd: cd?.id ?? '' });

    const following = site.openstack(...words);
    expect(await installByHand(site.server.bootPort, booted.mac ?? '')).toContain('installer finished');
    expect(await following).toMatchObject({ state: 'installed', serverStatus: 'ACTIVE', image: null });
    expect((await findServer(session, booted.server ?? ''))?.volumeIds).toEqual([disk?.id]);
    expect(await volumesNow()).toMatchObject([{ id: disk?.id, status: 'in-use' }]);
    expect(await listImages(session, { name: 'netberth-wayvol' })).toEqual([]);
  }, 300_000);

  test('leaves a volume of which an image was made, and removes one of which there is none', async () => {
    expect(
      await site.server.json('openstack', 'snapshot', 'wayvol', '--generalised', '--image', 'of a volume'),
    ).toMatchObject({ name: 'of a volume', sizeBytes: 0, status: 'ACTIVE' });
    const [disk] = await volumesNow();
    expect(await site.openstack('boot', 'wayvol', '--cleanup')).toMatchObject({
      state: 'removed',
      warnings: [
        expect.stringContaining(`The volume ${disk?.id} stays; an image that was made of the server`),
      ],
    });
    expect(await volumesNow()).toMatchObject([{ id: disk?.id, status: 'available' }]);

    const words = [...site.wanted('wayvol2'), '--way', 'iso', '--volume', '2', '--no-follow'];
    const booted = await site.openstack(...words);
    expect((await findServer(site.demo, booted.server ?? ''))?.volumeIds).toHaveLength(1);
    expect(await site.openstack('boot', 'wayvol2', '--cleanup')).toMatchObject({ warnings: [] });
    expect((await volumesNow()).map(({ id }) => id)).toEqual([disk?.id]);
  }, 300_000);

  test('gives the ISO the key of its machine, which ends with the installation', async () => {
    const booted = await site.openstack(...site.wanted('keyed'), '--no-follow');
    expect((await site.isoOf(booted)).includes('set netberth_key ')).toBe(true);
    expect(await site.server.json('media', 'list')).toMatchObject([{ machineId: booted.machine }]);
    await site.server.json('openstack', 'finish', 'keyed');
    expect(await site.server.json('media', 'list')).toEqual([]);
    await site.openstack('boot', 'keyed', '--cleanup');
  }, 240_000);

  test('says after Ctrl-C what there is, and removes it when told', async () => {
    const command = startCommand(...site.wanted('broken'));
    await command.says('boots from its ISO');
    command.child.kill('SIGINT');
    expect(await command.ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await command.ended).stderr).toMatch(
      /Interrupted\.\nOf "broken" there is now: the port [0-9a-f-]+, the image [0-9a-f-]+, the server [0-9a-f-]+ \(RESCUE\)\.\nThe same command again goes on from there\.\nTo remove all of it: netberth openstack boot broken --cleanup\n$/,
    );
    await site.openstack('boot', 'broken', '--cleanup');
    expect(await site.server.json('openstack', 'servers')).toEqual([]);
    expect(await listPorts(site.demo, { name: 'broken' })).toEqual([]);
    expect(await site.server.machines()).toEqual([]);
  }, 240_000);
});

describe('openstack snapshot', () => {
  const minuteMs = 60_000;

  test(
    'by SSH takes from a system what may be there only once, and its next start is a first one',
    async () => {
      const system = await guestSystem();
      await site.openstack(...site.wanted('golden'), '--no-follow');
      await site.server.json('openstack', 'finish', 'golden');
      const disk = await diskOf(system, 'by-ssh');
      const before = await (async () => {
        await using guest = await CloudGuest.start(system, {
          disk,
          folder: site.folder,
          address: guestAddress,
        });
        await guest.ready(15 * minuteMs);
        const identity = await identityOf(guest);
        const login = ['--ssh', `ssh://root@127.0.0.1:${guest.sshPort}`, '--image', 'by ssh', '--stay-off'];
        const made = await withGuestLogin(system, site.folder, async () =>
          site.server.command('openstack', 'snapshot', 'golden', ...login),
        );
        expect(made).toMatchObject({ exitCode: 0 });
        expect(made.stderr).toMatch(
          /golden  generalise: the addresses of \/etc\/network\/interfaces are gone\n/,
        );
        expect(made.stdout).toMatch(/^Made the image by ssh, 1 MiB: [0-9a-f-]+\. The server is SHUTOFF\.\n/);
        await guest.pressPower(10 * minuteMs);
        return identity;
      })();
      expect(before).toMatchObject({ name: 'web1', machineId: '0123456789abcdef0123456789abcdef' });

      const seed = await startCloudSeed('web2', '#cloud-config\n{}\n');
      try {
        const options = { disk, folder: site.folder, address: '10.77.0.100', seedUrl: seed.url };
        await using guest = await CloudGuest.start(system, options);
        await guest.ready(15 * minuteMs);
        const after = await identityOf(guest);
        expect(after.name).toBe('web2');
        expect(after.machineId).toMatch(/^[0-9a-f]{32}$/);
        expect(after.machineId).not.toBe(before.machineId);
        expect(after.hostKey).toMatch(/^ssh-ed25519 /);
        expect(after.hostKey).not.toBe(before.hostKey);
      } finally {
        await seed.dispose();
      }
    },
    60 * minuteMs,
  );

  test(
    'of a server that generalises itself by its user data waits until that is off',
    async () => {
      const system = await guestSystem();
      const { server } = await site.openstack(...site.wanted('selfmade'), '--generalise', '--no-follow');
      await site.server.json('openstack', 'finish', 'selfmade');
      const disk = await diskOf(system, 'by-itself');
      const seed = await startCloudSeed('web1', await userDataOf(server ?? ''));
      try {
        const options = { disk, folder: site.folder, address: guestAddress, seedUrl: seed.url };
        await using guest = await CloudGuest.start(system, options);
        await guest.goesOff(20 * minuteMs);
      } finally {
        await seed.dispose();
      }
      const command = startCommand('snapshot', 'selfmade', '--image', 'by itself');
      await command.says('generalises itself by its user data; waiting until it is off');
      // As Nova does when it sees that a server is off.
      await stopServer(site.demo, server ?? '');
      expect((await command.ended).stdout).toMatch(/^Made the image by itself, .* The server is SHUTOFF\.\n/);
      const read = async (command: string) => run('debugfs', ['-R', command, disk]);
      expect(await read('cat /etc/machine-id')).toBe('');
      expect(await read('cat /etc/hostname')).toBe('');
      expect(await read('cat /etc/network/interfaces')).not.toContain(guestAddress);
      expect(await read('ls -p /etc/ssh')).not.toContain('ssh_host_');
      expect(await read('ls -p /var/lib/cloud')).not.toContain('instance');
    },
    60 * minuteMs,
  );
});

/** `netberth openstack` with what it says while it runs. */
function startCommand(...words: readonly string[]) {
  const args = [netberthProgram, '--data', site.server.dataFolder, 'openstack', ...words];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const printed = text(child.stdout);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    says: async (wanted: string) => {
      while (!stderr.includes(wanted) && child.exitCode === null) await sleep(100);
    },
    ended: exited.then(async (exitCode) => ({ exitCode, stdout: await printed, stderr })),
  };
}

async function diskOf({ disk }: GuestSystem, name: string): Promise<string> {
  const copy = at(`${name}.disk`);
  await run('cp', ['--sparse=always', disk, copy]);
  return copy;
}

async function identityOf(guest: CloudGuest) {
  const said = await guest.ssh('hostname; cat /etc/machine-id /etc/ssh/ssh_host_ed25519_key.pub');
  const [name, machineId, hostKey] = said.split('\n');
  return { name, machineId, hostKey };
}

/** As Nova tells it to the server. */
async function userDataOf(id: string): Promise<string> {
  const microversions = { least: '2.3', most: '2.87' };
  const call = { service: 'compute', method: 'GET', path: `/servers/${id}`, microversions } as const;
  const { json } = await site.cloud.session('admin').call(call);
  const schema = z.object({ server: z.object({ 'OS-EXT-SRV-ATTR:user_data': z.string() }) });
  return Buffer.from(schema.parse(json).server['OS-EXT-SRV-ATTR:user_data'], 'base64').toString();
}
