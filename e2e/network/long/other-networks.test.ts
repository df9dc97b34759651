import { expect, test } from 'vitest';
import { Lab } from '../src/lab.ts';
import { named, noNetwork, noVlan } from '../src/network-reason.ts';

const bootMs = 240_000;
const subnet = '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1';

test.skipIf(noVlan !== null)(
  named('a machine in a VLAN gets an address of that VLAN, and to the decision', noVlan),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('vlan');
    const vlan = await lab.addVlan();
    const tagged = '10.40.0.0/24 ranges=10.40.0.100-10.40.0.199 router=10.40.0.1';
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', `${subnet};${tagged}`);
    await server.waitForDhcp();
    expect(await server.check('--interface', 'trunk0.20')).toMatchObject({ ok: true, address: '10.40.0.1' });
    const machine = await lab.machine('uefi-pxe', vlan);
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    expect(await server.machines()).toMatchObject([
      { macs: [machine.mac], lastAddress: expect.stringMatching(/^10\.40\.0\.1\d\d$/) },
    ]);
  },
);

test.skipIf(noNetwork !== null)(
  named('in a network with IPv6 alone, UEFI PXE gets there by router advertisement and boot URL'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('ipv6');
    const subnet6 = 'fd00:20::/64 ranges=fd00:20::100-fd00:20::1ff advertise';
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnet6);
    await server.waitForDhcp();
    const machine = await lab.machine('uefi-pxe6');
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    expect(await server.machines()).toMatchObject([
      {
        macs: [machine.mac],
        lastAddress: expect.stringMatching(/^fd00:20::/),
        hardware: { platform: 'efi' },
      },
    ]);
  },
);

test.skipIf(noNetwork !== null)(
  named('UEFI for arm64 gets its own iPXE, and to the decision'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('arm64');
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnet);
    await server.waitForDhcp();
    const machine = await lab.machine('uefi-arm64-pxe');
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    expect(await server.machines()).toMatchObject([
      { macs: [machine.mac], hardware: { platform: 'efi', buildarch: 'arm64' } },
    ]);
  },
);

test.skipIf(noNetwork !== null)(
  named('UEFI HTTP boot gets there by our proxy too, beside a server that knows nothing of us'),
  { timeout: 2 * bootMs },
  async () => {
    await using lab = await Lab.open('proxy-http');
    await lab.addForeignServer();
    const server = await lab.serve('--dhcp-mode', 'proxy');
    await server.waitForDhcp();
    const machine = await lab.machine('uefi-http');
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    expect(machine.screen.text).toContain('URI: http://10.20.0.1:8080/firmware/snponly.efi');
    expect(await server.machines()).toMatchObject([
      { macs: [machine.mac], lastAddress: expect.stringMatching(/^10\.20\.0\.5\d$/) },
    ]);
  },
);
