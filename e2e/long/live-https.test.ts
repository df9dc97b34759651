import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { buildImage, recipeFolder, smallRecipe, whyNoImage } from '../src/live/built-image.ts';
import { runLoader } from '../src/loader-machine.ts';
import { makeOwnAuthority, trustOwnAuthority } from '../src/own-authority.ts';
import { startRecordingFront } from '../src/recording-front.ts';
import { identity, Stage } from '../src/stage.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 15 * 60_000;
const address = '10.0.2.2';
const firmware = await installedFirmware();
const why = firmware.kind === 'out-of-reach' ? firmware.why : whyNoImage;
const skipped = why === null ? '' : ` (skipped: ${why})`;

const playbook = `- hosts: image
  tasks:
    - name: whom it trusts
      ansible.builtin.copy: { src: own.crt, dest: /usr/local/share/ca-certificates/own.crt }
    - name: curl, in the initrd too, asks the bundle
      ansible.builtin.command: update-ca-certificates
`;

test.skipIf(why !== null)(
  `a live image boots over HTTPS alone, by an iPXE and an image that trust our own authority${skipped}`,
  { timeout: 60 * 60_000 },
  async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    const keys = emptyWorkFolder('live-https-keys');
    const authority = await makeOwnAuthority(keys, address);
    using front = await startRecordingFront(authority);
    const url = `https://${address}:${front.port}`;
    await using stage = await Stage.open('live-https', ['--boot-url', url]);
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    front.passTo(server.bootPort);

    const lines = ['packages: [ca-certificates, openssh-server]', 'playbook: site.yml'];
    const recipe = recipeFolder(join(stage.folder, 'recipe'), smallRecipe('small', ...lines), playbook);
    copyFileSync(authority.caFile, join(stage.folder, 'recipe', 'own.crt'));
    await buildImage(recipe, join(stage.folder, 'image'));
    await server.json('profile', 'import', join(stage.folder, 'image'), '--name', 'small');
    const { mac } = identity(1);
    const id = await server.addMachine(mac, '--hostname', 'node1', '--resting', 'small');

    const loader = join(keys, 'ipxe.efi');
    trustOwnAuthority(join(firmware.folder, 'ipxe.efi'), authority.caFile, loader);
    const script = `#!ipxe\ndhcp\nchain ${url}/bootstrap.ipxe || shell\n`;
    const folder = emptyWorkFolder('live-https-machine');
    const started = { loader, script, folder, mac, memoryMib: 1000 };
    const screen = await runLoader({ ...started, until: 'TOLD end', timeoutMs: bootMs });
    expect(screen.text).toContain('TOLD hostname=node1');
    const paths = front.given.map(({ path }) => path.replace(/^\/b\/\d+|\?.*$|[0-9a-f]{32}\//g, ''));
    expect(paths).toEqual(
      expect.arrayContaining([
        '/bootstrap.ipxe',
        '/images/small/vmlinuz',
        '/images/small/initrd',
        `/config/${id}/machine.cpio`,
        '/images/small/rootfs.squashfs',
        '/finish',
      ]),
    );
  },
);
