import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BareMachine } from '../src/bare-machine.ts';
import { dracutImage } from '../src/dracut-initrd.ts';
import { within, type LabServer } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork, noVlan } from '../src/network-reason.ts';

const bootMs = 300_000;
const product = `name: Dracut
net: dracut
arch: { x86_64: x86_64 }
inputs:
  answer: { title: Answer file, kind: url, automation: kickstart, args: ['netberth.answer={answer}'] }
args: [console=ttyS0, norandmaps, mitigations=off, rd.retry=240]
boot:
  - method: linux
    kernel: SERVER/images/dracut/vmlinuz
    initrd: [SERVER/images/dracut/initrd.img]
`;
const answer = 'busybox wget -q -O - {{ urls.finish | sh }}\n';

/** The profile `proof`: dracut with an answer file that reports the end. */
async function offerProof(lab: Lab, server: LabServer, url = 'http://10.20.0.1:8080'): Promise<void> {
  const { kernel, initrd } = await dracutImage();
  const image = join(lab.folder, 'dracut');
  mkdirSync(image, { recursive: true });
  mkdirSync(join(server.dataFolder, 'menu'), { recursive: true });
  writeFileSync(join(server.dataFolder, 'menu', 'dracut.yaml'), product.replaceAll('SERVER', url));
  copyFileSync(kernel, join(image, 'vmlinuz'));
  copyFileSync(initrd, join(image, 'initrd.img'));
  writeFileSync(join(image, 'profile.yaml'), 'kernel: vmlinuz\ninitrds: [initrd.img]\n');
  writeFileSync(join(lab.folder, 'answer.sh'), answer);
  await server.json('profile', 'import', image);
  const from = `answer=@${join(lab.folder, 'answer.sh')}`;
  await server.json('profile', 'create', 'proof', '--product', 'dracut', '--input', from);
}

/** The machine with this network is granted the proof, and switched on with a medium that has the same network. */
async function install(
  lab: Lab,
  server: LabServer,
  cards: number,
  networkOf: (macs: readonly string[]) => object,
  medium: readonly string[],
): Promise<BareMachine> {
  const cd = join(lab.folder, 'boot.iso');
  const machine = await lab.machineWithCd(cd, cards);
  const file = join(lab.folder, 'network.json');
  writeFileSync(file, JSON.stringify(networkOf(machine.macs)));
  const macs = machine.macs.join(',');
  await server.json('machine', 'add', '--macs', macs, '--hostname', 'node1', '--network', `@${file}`);
  await server.json('machine', 'grant', 'node1', 'proof');
  await server.json('media', 'create', '-o', cd, '--firmware', 'bios', '--mac', machine.mac, ...medium);
  machine.switchOn();
  await within(bootMs, 'the machine has fetched its answer file and reported its end', async () => {
    return (await server.machine('node1')).state === 'finished';
  });
  return machine;
}

test.skipIf(noNetwork !== null)(
  named('without any DHCP, the address of a machine brings iPXE to the server and dracut to its answer file'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('static-address');
    const server = await lab.serve();
    await offerProof(lab, server);
    const network = { interfaces: [{ addresses: ['10.20.0.50/24'], gateways: ['10.20.0.1'] }] };
    const boot = ['--ip', '10.20.0.50/24', '--boot-url', 'http://10.20.0.1:8080'];
    await install(lab, server, 1, () => network, boot);
    expect(await server.machine('node1')).toMatchObject({
      ...{ address: '10.20.0.50', lastAddress: '10.20.0.50' },
      boots: [{ profile: 'proof', address: '10.20.0.50', reasonCode: 'NB1006' }],
    });
  },
);

test.skipIf(noNetwork !== null)(
  named('of a bond, iPXE uses the card that comes first, and dracut makes the bond of both'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('static-bond');
    const server = await lab.serve();
    await offerProof(lab, server);
    const network = (macs: readonly string[]) => ({
      interfaces: [
        {
          name: 'bond0',
          bond: { mode: 'active-backup', members: macs.map((mac) => ({ mac })) },
          addresses: ['10.20.0.60/24'],
        },
      ],
    });
    const boot = ['--ip', '10.20.0.60/24', '--boot-url', 'http://10.20.0.1:8080'];
    const machine = await install(lab, server, 2, network, boot);
    expect(machine.macs).toHaveLength(2);
    expect(await server.machine('node1')).toMatchObject({ address: '10.20.0.60', lastAddress: '10.20.0.60' });
  },
);

test.skipIf(noVlan !== null)(
  named('in a VLAN, iPXE and dracut tag what they send', noVlan),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('static-vlan');
    // Frames with the tag 20 reach our host on lan0.20, all others on lan0: 10.50.0.1 is there in the VLAN alone.
    await lab.host.addVlanInterface('lan0', 20);
    await lab.host.ip('addr add 10.50.0.1/24 dev lan0.20');
    const server = await lab.serve();
    await offerProof(lab, server, 'http://10.50.0.1:8080');
    const only = { addresses: ['10.50.0.50/24'], gateways: ['10.50.0.1'], vlan: 20 };
    const network = ([mac]: readonly string[]) => ({ interfaces: [{ mac, ...only }] });
    const boot = ['--ip', '10.50.0.50/24', '--vlan', '20', '--boot-url', 'http://10.50.0.1:8080'];
    await install(lab, server, 1, network, boot);
    expect(await server.machine('node1')).toMatchObject({ address: '10.50.0.50', lastAddress: '10.50.0.50' });
  },
);
