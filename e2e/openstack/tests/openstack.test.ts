import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  awaitServer,
  listImages,
  listPorts,
  listServers,
  rescueServer,
  unrescueServer,
} from '@netberth/openstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MediumMachine } from '../../media/medium-machine.ts';
import { ownDisk } from '../../media/own-disk.ts';
import { cloudCard } from '../src/cloud-card.ts';
import { installByHand } from '../src/install-by-hand.ts';
import { OpenstackSite } from '../src/openstack-site.ts';

let site: OpenstackSite;
beforeAll(async () => {
  site = await OpenstackSite.open('openstack');
}, 600_000);
afterAll(async () => site?.dispose());

describe('openstack boot', () => {
  test('makes port, machine, ISO and server, and the ISO comes up with that address', async () => {
    // The test's machine reaches Netberth by QEMU's router, which hides its address.
    const booted = await site.openstack(
      ...site.wanted('web1'),
      '--fixed-ip',
      '10.77.0.50',
      '--nat',
      '--no-follow',
    );
    expect(booted).toMatchObject({ state: 'running', addresses: ['10.77.0.50'], serverStatus: 'RESCUE' });
    const iso = join(site.folder, 'web1.iso');
    writeFileSync(iso, await site.isoOf(booted));
    const wire = join(site.folder, 'wire.pcap');
    const machine = new MediumMachine({
      firmware: 'bios',
      drive: 'cd',
      image: iso,
      folder: site.folder,
      disk: ownDisk(join(site.folder, 'data/firmware'), site.folder),
      cards: [...cloudCard(booted.mac), '-object', `filter-dump,id=dump,netdev=n0,file=${wire}`],
    });
    try {
      await site.asked(booted);
    } finally {
      await machine[Symbol.asyncDispose]();
    }
    const [boot] = (await site.server.machine(booted.machine ?? 0)).boots;
    expect(boot).toMatchObject({ decision: 'profile', profile: 'installer' });
    const frames = readFileSync(wire);
    expect(frames.includes(Buffer.from([10, 77, 0, 50]))).toBe(true);
    // BOOTP's magic cookie: nobody asked for an address.
    expect(frames.includes(Buffer.from([0x63, 0x82, 0x53, 0x63]))).toBe(false);
  }, 240_000);

  test('goes on with what is there, follows to the end, and leaves the server to its disk', async () => {
    const following = site.openstack(...site.wanted('web1'), '--nat');
    const [port] = await listPorts(site.demo, { name: 'web1' });
    expect(await installByHand(site.server.bootPort, port?.mac ?? '')).toContain('installer finished');
    expect(await following).toMatchObject({ state: 'installed', serverStatus: 'ACTIVE', image: null });
    expect(await listImages(site.demo, { name: 'netberth-web1' })).toEqual([]);
  }, 240_000);

  test('does nothing to an installed server, whatever somebody does with it meanwhile', async () => {
    const session = site.demo;
    const [server] = await listServers(session, { name: 'web1' });
    const [rescue] = await listImages(session, { name: 'netberth-blank-disk' });
    await rescueServer(session, server?.id ?? '', rescue?.id ?? '');
    await awaitServer(session, server?.id ?? '', ['RESCUE'], { timeoutMs: 60_000, pauseMs: 500 });
    expect(await site.openstack(...site.wanted('web1'), '--nat')).toMatchObject({
      state: 'installed',
      serverStatus: 'RESCUE',
    });
    await unrescueServer(session, server?.id ?? '');
    await awaitServer(session, server?.id ?? '', ['ACTIVE'], { timeoutMs: 60_000, pauseMs: 500 });
  }, 240_000);

  test('makes no image of a system that nobody has generalised, and tells the ways', async () => {
    const said = await site.refusal('snapshot', 'web1');
    expect(said).toContain('Nothing was done: an image of "web1" as it is would carry its host keys');
    expect(said).toContain('netberth openstack snapshot web1 --ssh root@ADDRESS');
    expect(await listImages(site.demo, { name: 'golden' })).toEqual([]);
  });

  test('ends in an image that other projects may use', async () => {
    const admin = await site.cloud.session('admin').token();
    const share = ['--share', admin.project?.id ?? ''];
    const made = await site.server.json(
      'openstack',
      'snapshot',
      'web1',
      '--generalised',
      '--image',
      'golden',
      ...share,
    );
    expect(made).toMatchObject({ name: 'golden', sizeBytes: 1_048_576, status: 'ACTIVE' });
    const [image] = await listImages(site.demo, { name: 'golden' });
    expect(image).toMatchObject({ status: 'active', visibility: 'shared' });
    expect(await site.server.json('openstack', 'images')).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'golden', kind: 'snapshot' })]),
    );
  }, 240_000);

  test('removes what it made, and nothing else', async () => {
    expect(await site.openstack('boot', 'web1', '--cleanup')).toMatchObject({ state: 'removed' });
    expect(await listPorts(site.demo, { name: 'web1' })).toEqual([]);
    expect(await listServers(site.demo, { name: 'web1' })).toEqual([]);
    expect(await site.server.machines()).toEqual([]);
    expect(await listImages(site.demo, { name: 'golden' })).not.toEqual([]);
  }, 240_000);
});

describe('the client', () => {
  test('signs in by an application credential', async () => {
    expect(await site.server.json('openstack', 'servers', '--os-cloud', 'credential')).toEqual([]);
  });
});
