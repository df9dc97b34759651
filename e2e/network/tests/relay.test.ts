import { expect, test } from 'vitest';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 240_000;
const subnets = [
  '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1',
  '10.30.0.0/24 ranges=10.30.0.100-10.30.0.199 router=10.30.0.1',
].join(';');

test.skipIf(noNetwork !== null)(
  named('machines of two networks, one of them behind a relay, get from power-on to the decision'),
  { timeout: 3 * bootMs },
  async () => {
    await using lab = await Lab.open('relay');
    const lan1 = await lab.addRelay();
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnets);
    await server.waitForDhcp();
    const near = await lab.machine('bios');
    const far = await lab.machine('uefi-pxe', lan1);
    near.switchOn();
    await near.waitFor('NB1002', bootMs);
    near.switchOff();
    far.switchOn();
    await far.waitFor('NB1002', bootMs);
    expect(await server.machines()).toMatchObject([
      { macs: [near.mac], lastAddress: expect.stringMatching(/^10\.20\.0\.1\d\d$/) },
      { macs: [far.mac], lastAddress: expect.stringMatching(/^10\.30\.0\.1\d\d$/) },
    ]);
  },
);
