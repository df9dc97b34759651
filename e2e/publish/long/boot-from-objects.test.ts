import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { putContainer } from '@netberth/openstack';
import { SwiftStore } from '@netberth/publish';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConsoleMachine } from '../../src/console-machine.ts';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { runNetberth } from '../../src/run-netberth.ts';
import { imageParts } from '../../src/test-image/image-parts.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { ObjectCloud } from '../src/object-cloud.ts';
import { writeCatalogue } from '../src/site-catalogue.ts';

const screenMs = 120_000;
const down = '\u001B[B';

const firmware = await installedFirmware();
const isOutOfReach = firmware.kind === 'out-of-reach';
const skipped = isOutOfReach ? ' (skipped: no Debian mirror can be reached from here)' : '';

describe(`a menu in object storage${skipped}`, { skip: isOutOfReach }, () => {
  const work = emptyWorkFolder('publish-objects');
  let cloud: ObjectCloud;
  /** As a virtual machine reaches it. */
  let urlOf: (container: string) => Promise<string>;
  let keys: string;

  beforeAll(async () => {
    cloud = await ObjectCloud.start(join(work, 'cloud'));
    const environment = await cloud.environment();
    keys = environment['AWS_ACCESS_KEY_ID'] ?? '';
    Object.assign(process.env, environment);
    urlOf = async (container) =>
      (await new SwiftStore(cloud.demo, container, '').url()).replace('127.0.0.1', '10.0.2.2');
    await putContainer(cloud.demo, 'bucket', { 'x-container-read': '.r:*' });
    const kernel = readFileSync((await imageParts()).kernel);
    const object = { bytes: kernel, type: 'application/octet-stream', cacheControl: 'no-store' };
    await new SwiftStore(cloud.demo, 'files', '').put('vmlinuz', object);
  });
  afterAll(() => cloud.stop());

  async function publish(place: string, name: string) {
    const catalogue = writeCatalogue(work, name, await urlOf('files'));
    const words = ['--to', place, '--catalogue', catalogue, '--data', join(work, 'data')];
    return runNetberth('menu', 'publish', ...words);
  }

  function machineAt(url: string, name: string): ConsoleMachine {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    const script = `#!ipxe\ndhcp\nchain ${url}\n`;
    const loader = join(firmware.folder, 'ipxe.lkrn');
    const folder = emptyWorkFolder(`publish-objects-${name}`);
    return new ConsoleMachine({ loader, script, folder, mac: '52:54:00:4e:42:52', memoryMib: 512 });
  }

  test('a machine starts from Swift and boots an entry', async () => {
    expect((await publish('swift://boot/menu', 'Site Linux')).stderr).toContain('100 %');
    await using machine = machineAt(`${await urlOf('boot')}/menu/stable/menu.ipxe`, 'swift');
    await machine.shows('Boot the local disk', screenMs);
    machine.type(`${down}\r`);
    await machine.shows('Site Linux', screenMs);
    machine.type('\r');
    await machine.shows('Linux version', screenMs);
  });

  test('a machine starts from S3; what is published with keys that have ended changes nothing', async () => {
    const { exitCode, stdout } = await publish('s3://bucket/menu', 'Site Linux');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Published version')]);
    const again = await publish('s3://bucket/menu', 'Newer Linux');
    expect(again.stdout).toMatch(/\d files sent .*, [1-9]\d* copied from the version before/);
    await cloud.endKeys(keys);
    const refused = await publish('s3://bucket/menu', 'Newest Linux');
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('answers 403')]);
    await using machine = machineAt(`${await urlOf('bucket')}/menu/stable/index.html`, 's3');
    await machine.shows('Boot the local disk', screenMs);
    machine.type(`${down}\r`);
    await machine.shows('Newer Linux', screenMs);
  });

  test('a container that everybody may read no more says so', async () => {
    await putContainer(cloud.demo, 'boot', { 'x-container-read': '' });
    const { stdout } = await publish('swift://boot/menu', 'Site Linux');
    expect(stdout).toContain('Note: not everybody may read the container');
  });
});
