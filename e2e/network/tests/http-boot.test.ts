import { expect, test } from 'vitest';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 240_000;
const subnet = '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1';

test.skipIf(noNetwork !== null)(
  named(
    'UEFI HTTP boot fetches iPXE from the boot plane, without TFTP, and gets to the decision of the server',
  ),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('http-boot');
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnet);
    await server.waitForDhcp();
    const machine = await lab.machine('uefi-http');
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    expect(machine.screen.text).toContain('URI: http://10.20.0.1:8080/firmware/snponly.efi');
    expect(await server.machines()).toMatchObject([{ macs: [machine.mac], hardware: { platform: 'efi' } }]);
  },
);
