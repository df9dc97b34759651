import { expect, test } from 'vitest';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 240_000;

test.skipIf(noNetwork !== null)(
  named(
    'beside a DHCP server that knows nothing of us, iPXE in a ROM and UEFI PXE get from power-on to the decision',
  ),
  { timeout: 3 * bootMs },
  async () => {
    await using lab = await Lab.open('proxy');
    await lab.addForeignServer();
    const server = await lab.serve('--dhcp-mode', 'proxy');
    await server.waitForDhcp();
    const rom = await lab.machine('bios');
    rom.switchOn();
    await rom.waitFor('NB1002', bootMs);
    rom.switchOff();
    const pxe = await lab.machine('uefi-pxe');
    pxe.switchOn();
    await pxe.waitFor('NB1002', bootMs);
    expect(await server.machines()).toMatchObject([
      {
        macs: [rom.mac],
        lastAddress: expect.stringMatching(/^10\.20\.0\.5\d$/),
        hardware: { platform: 'pcbios' },
      },
      {
        macs: [pxe.mac],
        lastAddress: expect.stringMatching(/^10\.20\.0\.5\d$/),
        hardware: { platform: 'efi' },
      },
    ]);
  },
);
