import { machineExplain, machineGrant, machineSet, profileShow } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveImage, machineFilesIn } from './harness/live-image.ts';
import { tarOf } from './harness/images.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
  await app.import('hypervisor', liveImage());
});
afterAll(() => app.stop());

function restingMachine(more: Parameters<TestApp['addMachine']>[0] = {}) {
  return app.addMachine({ resting: 'hypervisor', labels: { rack: '7' }, ...more });
}

const keysOfRoot = ['', 'root', '.ssh', 'authorized_keys'].join('/');

/** Two modules of 512 MiB, as SMBIOS has them; iPXE asks for twelve. */
const gibibyte = '0002.0002..........';

describe('a live image', () => {
  test('is imported as a profile that needs no grant and may be what a machine rests on', async () => {
    const profile = await app.run(profileShow, { profile: 'hypervisor' });
    expect(profile).toMatchObject({
      destructive: false,
      retryAfterStart: true,
      spec: { method: 'live', version: '1.0', memoryMib: 600 },
    });
    expect(profile.files.map(({ path, role }) => `${path}: ${role}`)).toEqual([
      ...['initrd: initrd', 'machine/host.conf.liquid: template', 'manifest.json: other'],
      ...['rootfs.squashfs: image', 'sbom.cdx.json: other', 'vmlinuz: kernel'],
    ]);
  });

  test('boots with what the server makes for the machine as its second initrd', async () => {
    const { id, presented } = await restingMachine({ hostname: 'node1' });
    const { script, bootId } = await app.boot({ ...presented, platform: 'pcbios', ram: gibibyte });
    const [boot] = (await app.show({ id })).boots;
    const files = `b/${boot?.number}/images/hypervisor`;
    expect(script).toContain(
      `kernel ${files}/vmlinuz initrd=initrd0 initrd=initrd1 root=live:http://192.0.2.1:8080/${files}/rootfs.squashfs rd.live.image rd.live.overlay.overlayfs=1 console=ttyS0 ip=dhcp rd.neednet=1 BOOTIF=01-\${netX/mac:hexhyp} || goto again
initrd --name initrd0 ${files}/initrd || goto again
initrd --name initrd1 config/${id}/${bootId}/machine.cpio || goto again
boot || goto again
`,
    );
    expect(boot?.script).toContain(`config/${id}/[boot-id]/machine.cpio`);
  });

  test('gets host name, network, keys, files and where to report, for the boot that asks and no other', async () => {
    const { id, presented } = await restingMachine({
      ...{
        hostname: 'node2',
        address: '192.0.2.20/24',
        gateway: '192.0.2.254',
        dns: '192.0.2.53',
        metadata: { key: 'ssh-rsa AAAB me@here' },
      },
    });
    const { script, bootId } = await app.boot(presented, '127.0.0.2');
    expect(script).toMatch(/ ip=192\.0\.2\.20::192\.0\.2\.254:255\.255\.255\.0:node2:[^ ]*:none /);
    const answer = await app.ask(`/config/${id}/${bootId}/machine.cpio`);
    expect(machineFilesIn(answer.text)).toEqual({
      '0644 root:root /etc/hostname': 'node2\n',
      '0644 root:root /etc/systemd/network/10-card1.network': expect.stringMatching(
        /^\[Match\]\nPermanentMACAddress=52:54:01:\S+\n\n\[Network\]\nAddress=192\.0\.2\.20\/24\nDNS=192\.0\.2\.53\n/,
      ),
      [`0600 root:root ${keysOfRoot}`]: 'ssh-rsa AAAB me@here\nssh-ed25519 AAAA ops@desk\n',
      '0640 root:adm /etc/host.conf': 'rack = 7\n',
      'boot.env': `NETBERTH_FINISH='http://192.0.2.1:8080/finish?id=${id}&bootid=${bootId}'\nNETBERTH_FAILED='http://192.0.2.1:8080/failed?id=${id}&bootid=${bootId}'\n`,
    });
    const guessed = await app.ask(`/config/${id}/${'0'.repeat(32)}/machine.cpio`);
    expect([guessed.status, guessed.text]).toEqual([401, expect.stringContaining('NB')]);
  });

  test('is served again and again to who rests on it, and ends a grant when the system is up', async () => {
    const { id, presented } = await restingMachine();
    for (const boots of [1, 2, 3, 4]) {
      const { bootId } = await app.boot(presented);
      expect((await app.ask(`/config/${id}/${bootId}/machine.cpio`)).status).toBe(200);
      expect((await app.call('/finish', { id }, bootId)).status).toBe(200);
      expect((await app.show({ id })).boots).toHaveLength(boots);
    }
    await app.run(machineSet, { machine: String(id), resting: 'disk' });
    await app.run(machineGrant, { machine: String(id), profiles: ['hypervisor'] });
    const { bootId } = await app.boot(presented);
    await app.call('/finish', { id }, bootId);
    expect((await app.boot(presented)).script).toContain('NB1001');
  });

  test('that a person picked in the menu knows nothing that was meant for the machine', async () => {
    const { presented } = await restingMachine({ resting: 'menu' });
    const { script } = await app.boot({ ...presented, pick: 'hypervisor' });
    expect(script).toContain('initrd --name initrd0 ');
    expect(script).not.toContain('machine.cpio');
  });

  test('that is larger than the memory of the machine is not begun', async () => {
    const { id, presented } = await restingMachine();
    const small = '0001............'.slice(0, 15);
    const { script } = await app.boot({ ...presented, platform: 'pcbios', ram: small });
    expect(script).toBe(`#!ipxe
echo Netberth NB8500: machine ${id}: hypervisor needs 600 MiB of memory, and this machine has 256; it boots its own disk
echo Netberth Give it more memory, or boot a smaller image: netberth machine set ${id} --resting PROFILE
sanboot --no-describe --drive 0x80 || exit 1
`);
    expect(await app.alertsOf({ id })).toEqual([expect.stringContaining('NB8500')]);
    // It was told once, and is known from then on.
    expect(await app.run(machineExplain, { machine: String(id) })).toMatchObject({ reasonCode: 'NB8500' });
    expect((await app.boot({ ...presented, ram: gibibyte })).script).toContain('rootfs.squashfs');
  });

  test('is shown as one machine would get it', async () => {
    const { id } = await restingMachine({ hostname: 'node9' });
    const { preview } = await app.run(profileShow, { profile: 'hypervisor', machine: String(id) });
    expect(preview).toMatchObject({
      answers: [
        { name: '/etc/hostname', text: 'node9\n' },
        { name: keysOfRoot, text: 'ssh-ed25519 AAAA ops@desk\n' },
        { name: '/etc/host.conf', text: 'rack = 7\n' },
      ],
      problems: [],
    });
  });

  test('whose templates a machine has no value for is refused when it is granted', async () => {
    const { id } = await app.addMachine();
    expect(await app.refusal(machineGrant, { machine: String(id), profiles: ['hypervisor'] })).toContain(
      'machine/host.conf.liquid: undefined variable: machine.labels.rack',
    );
  });

  test('with live-boot is told a static address by the name of its card, or refused', async () => {
    await app.import('debian-live', liveImage({ live: 'live-boot', machine: { sshKeys: [], files: [] } }));
    const fixed = { address: '192.0.2.30/24', gateway: '192.0.2.254' };
    const { presented } = await app.addMachine({ ...fixed, card: 'ens3' });
    const { script } = await app.boot({ ...presented, pick: 'debian-live' }, '127.0.0.3');
    expect(script).toMatch(
      / boot=live components noeject fetch=http:\S+ console=ttyS0 ip=ens3:192\.0\.2\.30:255\.255\.255\.0:192\.0\.2\.254: /,
    );
    const { id } = await app.addMachine({ ...fixed, address: '192.0.2.31/24' });
    expect(await app.refusal(machineGrant, { machine: String(id), profiles: ['debian-live'] })).toContain(
      'for a static address it must know the name of the interface',
    );
  });
});

describe('what is not imported', () => {
  test.each([
    [
      { files: [{ path: 'rootfs.squashfs', sizeBytes: 1000, sha256: 'a'.repeat(64) }] },
      'rootfs.squashfs is not what manifest.json says: the sha256 aaaa',
    ],
    [{ root: 'rootfs.ext4' }, 'manifest.json names rootfs.ext4, which is missing: the image holds'],
    [{ memoryMib: 'much' }, 'manifest.json: memoryMib: is not a number'],
  ])('a live image whose manifest says %j', async (more, why) => {
    const refused = await app.upload('broken', await tarOf(liveImage(more)));
    expect(refusalIn(refused)).toContain(why);
  });
});
