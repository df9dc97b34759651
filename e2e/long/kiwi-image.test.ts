import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror } from '../src/apt-mirror.ts';
import { buildKiwiOem } from '../src/kiwi-oem/build-kiwi-oem.ts';
import { identity, Stage } from '../src/stage.ts';
import { run } from '../src/test-image/run.ts';

const buildMs = 40 * 60_000;
const installMs = 30 * 60_000;
const bootMs = 10 * 60_000;
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';

const mirror = await aptMirror('bookworm');
const reason =
  mirror === null
    ? 'no Debian mirror can be reached from here'
    : process.getuid?.() === 0
      ? null
      : 'KIWI must be run by root';
const skipped = reason === null ? '' : ` (skipped: ${reason})`;

/** Host name, address and key of the machine; then the server is told. */
const postInstall = `#!/bin/bash
set -e
echo {{ machine.hostname | sh }} > /etc/hostname
hostname {{ machine.hostname | sh }}
cat > /etc/systemd/network/10-netberth.network <<'END'
[Match]
MACAddress={{ machine.mac }}

[Network]
Address={{ machine.metadata.address }}/24
Gateway=10.0.2.2
END
networkctl reload
networkctl reconfigure eth0
cd ~root
mkdir -p -m 700 .ssh
echo {{ machine.metadata.key | line | sh }} > .ssh/authorized_keys
sync
curl -fsS --retry 10 --retry-all-errors {{ urls.finish | sh }}
`;

test.skipIf(reason !== null)(
  `an image that KIWI built is imported from its tar, written to a blank disk, configured at its first boot, and boots by itself${skipped}`,
  { timeout: buildMs + installMs + 2 * bootMs },
  async () => {
    if (mirror === null) throw new Error('nothing to install');
    const tar = await buildKiwiOem(mirror.debian);
    await using stage = await Stage.open('kiwi-image');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;

    // As it was built it boots and installs; with a post-install script beside it is configured too.
    const plain = await server.command('profile', 'import', tar, '--name', 'plain');
    expect([plain.exitCode, plain.stdout]).toEqual([0, expect.stringContaining('checksums verified')]);
    const folder = join(stage.folder, 'oem');
    mkdirSync(folder);
    await run('tar', ['-C', folder, '-xf', tar]);
    writeFileSync(join(folder, 'post-install.liquid'), postInstall);
    await server.json('profile', 'import', folder);

    const id = await server.addMachine(identity(1).mac, '--hostname', 'node1');
    await server.json(
      'machine',
      'set',
      String(id),
      '--metadata',
      `key=${key}`,
      '--metadata',
      'address=10.0.2.77',
    );
    await server.grant(id, 'oem');
    const machine = stage.machine('bios', { memoryMib: 1000, diskMib: 3000 });
    machine.switchOn();

    await machine.waitFor('FIRST BOOT: post-install script ended with 0', installMs);
    await machine.waitFor(/INSTALLED SYSTEM UP host=node1 keys=1 addresses=.*10\.0\.2\.77\/24/, bootMs);
    const installed = await server.machine(id);
    expect([installed.state, installed.grant]).toEqual(['finished', null]);
    expect(installed.boots[0]?.callbacks.map(({ kind }) => kind)).toEqual(['post-install', 'finish']);
    expect(installed.boots[0]?.files).toContainEqual(
      expect.objectContaining({ file: 'oem-debian.x86_64-1.0.0.xz', complete: true }),
    );

    await machine.powerCycle();
    await machine.waitFor(/INSTALLED SYSTEM UP host=node1 keys=1 addresses=10\.0\.2\.77\/24/, bootMs);
    const [last] = (await server.machine(id)).boots;
    expect([last?.decision, last?.profile]).toEqual(['disk', null]);
  },
);
