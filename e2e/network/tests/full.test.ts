import { expect, test } from 'vitest';
import { within } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 240_000;
const subnet = '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1';

test.skipIf(noNetwork !== null)(
  named(
    'with our own DHCP, machines with BIOS and with UEFI PXE get from power-on to the decision of the server',
  ),
  { timeout: 4 * bootMs },
  async () => {
    await using lab = await Lab.open('full');
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnet);
    await server.waitForDhcp();

    // A machine that is known has its own address, although nobody has told DHCP.
    const known = await lab.machine('bios');
    await server.json(
      'machine',
      'add',
      '--macs',
      known.mac,
      '--address',
      '10.20.0.77',
      '--hostname',
      'node1',
    );
    await within(15_000, 'dnsmasq has the reservation', () => server.reserves('10.20.0.77'));
    known.switchOn();
    await known.waitFor('NB1002', bootMs);
    known.switchOff();
    const pxe = await lab.machine('uefi-pxe');
    pxe.switchOn();
    await pxe.waitFor('NB1002', bootMs);
    pxe.switchOff();

    const machines = await server.machines();
    expect(machines).toMatchObject([
      { macs: [known.mac], lastAddress: '10.20.0.77', hardware: { platform: 'pcbios' } },
      {
        macs: [pxe.mac],
        lastAddress: expect.stringMatching(/^10\.20\.0\.1\d\d$/),
        hardware: { platform: 'efi' },
      },
    ]);
    await within(15_000, 'its story is written down', async () => (await server.toldOf(pxe.mac)).length >= 5);
    expect(await server.toldOf(known.mac)).toEqual([
      'note: got the address 10.20.0.77 by DHCP',
      'note: was told by DHCP to boot http://10.20.0.1:8080/bootstrap.ipxe',
    ]);
    expect(await server.toldOf(pxe.mac)).toEqual([
      'note: fetched autoexec.ipxe by TFTP',
      'note: fetched snponly.efi by TFTP',
      `note: got the address ${machines[1]?.lastAddress} by DHCP`,
      'note: was told by DHCP to boot http://10.20.0.1:8080/bootstrap.ipxe',
      'note: was told by DHCP to boot snponly.efi',
    ]);
  },
);
