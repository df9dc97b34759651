import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  copyObject,
  deleteImage,
  deleteObject,
  findImage,
  getObject,
  headContainer,
  headObject,
  listImages,
  listObjects,
  listOwnProjects,
  objectUrl,
  putContainer,
  putObject,
  uploadImage,
} from '@netberth/openstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpenstackSite } from '../src/openstack-site.ts';

let site: OpenstackSite;
beforeAll(async () => {
  site = await OpenstackSite.open('openstack-faults');
}, 600_000);
afterAll(async () => site?.dispose());

describe('openstack boot', () => {
  test('writes both families into the ISO', async () => {
    const addresses = ['--fixed-ip', '10.78.0.9,2001:db8:78::9'];
    const booted = await site.openstack(...site.wanted('six', 'both'), ...addresses, '--no-follow');
    const iso = await site.isoOf(booted);
    expect(iso.includes('set ${netberth_card}/ip 10.78.0.9\n')).toBe(true);
    expect(iso.includes('2001:db8:78::9')).toBe(true);
    const machine = await site.server.machine('six');
    expect(machine).toMatchObject({
      address: '10.78.0.9',
      network: {
        interfaces: [{ addresses: ['10.78.0.9/24', '2001:db8:78::9/64'] }],
        dns: ['2001:db8:78::53'],
      },
    });
    await site.openstack('boot', 'six', '--cleanup');
  }, 240_000);

  test('says what a network without a gateway means', async () => {
    const own = ['--boot-url', 'http://10.79.0.2:8080', '--no-follow', '--fixed-ip', '10.79.0.9'];
    const booted = await site.openstack(...site.wanted('closed1', 'closed'), ...own);
    expect(booted.warnings[0]).toContain('has no gateway: only its own network is reached.');
    await site.openstack('boot', 'closed1', '--cleanup');
  }, 240_000);

  test('takes the subnet that an address is of, where a network has two', async () => {
    const booted = await site.openstack(
      ...site.wanted('second', 'two'),
      '--fixed-ip',
      '10.81.0.9',
      '--no-follow',
    );
    expect((await site.isoOf(booted)).includes('set ${netberth_card}/gateway 10.81.0.1\n')).toBe(true);
    await site.openstack('boot', 'second', '--cleanup');
  }, 240_000);

  test('makes nothing when a volume is wanted of a cloud without volumes', async () => {
    expect(await site.refusal(...site.wanted('novolume'), '--volume', '2')).toContain(
      'The cloud "demo" has no volumes (Cinder), and "novolume" is to have one of 2 GiB: leave --volume out to install to the disk of its flavor.\nNothing of "novolume" is left in the cloud.',
    );
  });

  test('names who has an address that is taken, and where one is of no subnet', async () => {
    await site.openstack(...site.wanted('first'), '--fixed-ip', '10.77.0.60', '--no-follow');
    expect(await site.refusal(...site.wanted('other'), '--fixed-ip', '10.77.0.60')).toContain(
      '10.77.0.60 is taken by the port "first".\nGive another --fixed-ip, or none.\nNothing of "other" is left in the cloud.',
    );
    expect(await site.refusal(...site.wanted('other'), '--fixed-ip', '10.99.0.60')).toContain(
      'The address 10.99.0.60 is of no subnet of the network "private": it has 10.77.0.0/24.',
    );
    await site.openstack('boot', 'first', '--cleanup');
  }, 240_000);

  test('tells what exists when the quota is used up, and goes on once there is more', async () => {
    const admin = site.cloud.session('admin');
    const project = (await site.demo.token()).project?.id ?? '';
    const allow = async (instances: number) =>
      admin.call({
        service: 'compute',
        method: 'PUT',
        path: `/os-quota-sets/${project}`,
        json: { quota_set: { instances } },
      });
    await allow(0);
    const said = await site.refusal(...site.wanted('many'), '--no-follow');
    expect(said).toContain('The quota of the project is used up');
    expect(said).toMatch(/Of "many" there is now: the port [0-9a-f-]+, the image [0-9a-f-]+\./);
    expect(said).toContain('netberth openstack boot many --cleanup');
    await allow(120);
    expect(await site.openstack(...site.wanted('many'), '--no-follow')).toMatchObject({ state: 'running' });
    await site.openstack('boot', 'many', '--cleanup');
  }, 240_000);

  test('boots many from a list, and removes them', async () => {
    const list = join(site.folder, 'servers.csv');
    const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
    writeFileSync(
      list,
      ['name;fixed_ip', ...names.map((name, at) => `${name};10.77.0.${70 + at}`)].join('\n'),
    );
    const flags = ['--network', 'private', '--flavor', 'small', '--profile', 'installer', '--no-follow'];
    const made = await site.server.json('openstack', 'batch', list, ...flags, ...site.bootUrl);
    expect(made).toMatchObject({
      ok: true,
      servers: names.map((name, at) => ({ name, addresses: [`10.77.0.${70 + at}`], problem: null })),
    });
    await site.server.json('openstack', 'batch', list, '--cleanup');
    expect(await site.server.json('openstack', 'servers')).toEqual([]);
  }, 240_000);
});

describe('an upload', () => {
  test('begins an upload anew when Glance dies in the middle, and leaves one image, whole', async () => {
    const session = site.demo;
    const pieces = 64;
    const hash = createHash('sha512');
    for (let at = 0; at < pieces; at += 1) hash.update(piece(at));
    let killed = false;
    const { image } = await uploadImage(session, {
      image: { name: 'interrupted', diskFormat: 'raw' },
      content: {
        sizeBytes: pieces << 20,
        open: async function* () {
          for (let at = 0; at < pieces; at += 1) {
            if (at === 20 && !killed) {
              killed = true;
              await site.cloud.killGlance();
            }
            yield piece(at);
          }
        },
      },
      onAgain: () => void site.cloud.startGlance(),
    });
    expect(image.hash).toEqual({ algorithm: 'sha512', value: hash.digest('hex') });
    const named = await listImages(session, { name: 'interrupted' });
    expect(named.filter(({ status }) => status === 'active')).toHaveLength(1);
    for (const { id } of named) await deleteImage(session, id);
    expect(await findImage(session, image.id)).toBeNull();
  }, 240_000);
});

describe('the client', () => {
  test('gets a new token when the cloud takes the old one no more', async () => {
    const session = site.demo;
    const old = (await session.token()).id;
    const headers = { 'x-subject-token': old };
    await session.call({ service: 'identity', method: 'DELETE', path: '/auth/tokens', headers });
    expect((await listOwnProjects(session)).map(({ name }) => name)).toEqual(['demo']);
    expect((await session.token()).id).not.toBe(old);
  });

  test('does not send the same content twice', async () => {
    const file = join(site.folder, 'twice.iso');
    writeFileSync(file, piece(3));
    expect(await site.server.json('openstack', 'upload', file)).toMatchObject({ name: 'twice', sent: true });
    expect(await site.server.json('openstack', 'upload', file)).toMatchObject({ name: 'twice', sent: false });
  }, 240_000);

  test('stores, lists, copies, reads and removes objects', async () => {
    const session = site.demo;
    const content = (text: string) => ({
      type: 'text/plain',
      sizeBytes: Buffer.byteLength(text),
      open: async function* () {
        yield Buffer.from(text);
      },
    });
    await putContainer(session, 'menus', {
      'x-container-read': '.r:*',
      'x-container-meta-channel': 'stable',
    });
    const md5 = await putObject(session, 'menus', 'a b/ü.ipxe', content('#!ipxe\n'), {
      'cache-control': 'max-age=60',
      'x-object-meta-version': '7',
    });
    expect(md5).toBe('a3f4c409041a8a1d8d66893c75f42db0');
    expect(await headObject(session, 'menus', 'a b/ü.ipxe')).toMatchObject({
      sizeBytes: 7,
      etag: md5,
      type: 'text/plain',
      metadata: { version: '7' },
    });
    expect(await headObject(session, 'menus', 'nothing')).toBeNull();
    expect(await headContainer(session, 'menus')).toMatchObject({
      read: '.r:*',
      metadata: { channel: 'stable' },
    });
    expect(await headContainer(session, 'nothing')).toBeNull();
    const seen = await fetch(await objectUrl(session, 'menus', 'a b/ü.ipxe'));
    expect([await seen.text(), seen.headers.get('cache-control')]).toEqual(['#!ipxe\n', 'max-age=60']);
    await copyObject(
      session,
      { container: 'menus', name: 'a b/ü.ipxe' },
      { container: 'menus', name: 'copy' },
    );
    const names: string[] = [];
    for await (const { name } of listObjects(session, 'menus')) names.push(name);
    expect(names).toEqual(['a b/ü.ipxe', 'copy']);
    const read = await getObject(session, 'menus', 'copy');
    const chunks: Uint8Array[] = [];
    for await (const chunk of read?.body ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('#!ipxe\n');
    expect(await deleteObject(session, 'menus', 'copy')).toBe(true);
    expect(await getObject(session, 'menus', 'copy')).toBeNull();
  }, 240_000);
});

/** A mebibyte of its own. */
function piece(at: number): Buffer {
  return Buffer.alloc(1 << 20, `piece ${at} `);
}
