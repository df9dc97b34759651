import { describe, expect, test } from 'vitest';
import { planOf, problemsOf } from './example-plan.fixture.ts';

describe('a plan of DHCP', () => {
  test('takes the networks of the interfaces in proxy mode, where none is named', () => {
    expect(planOf('proxy').subnets).toMatchObject([
      { network: '10.20.0.0', prefixBits: 24, tag: 'net1', isRelayed: false },
    ]);
  });

  test('names for each subnet the address of this host that its machines reach', () => {
    const subnets = '10.20.0.0/24; 10.30.0.0/24 router=10.30.0.1; fd00:20::/64';
    expect(planOf('full', subnets).subnets.map(({ origin, isRelayed }) => [origin, isRelayed])).toEqual([
      [{ address: '10.20.0.1', url: 'http://10.20.0.1:8080' }, false],
      [{ address: '10.20.0.1', url: 'http://10.20.0.1:8080' }, true],
      [{ address: 'fd00:20::1', url: 'http://[fd00:20::1]:8080' }, false],
    ]);
  });

  test('names bootUrl where it is set, and the address for TFTP all the same', () => {
    const { origin } = planOf('external', undefined, { flags: { 'boot-url': 'http://boot.example' } });
    expect(origin).toEqual({ address: '10.20.0.1', url: 'http://boot.example' });
  });

  test('says which firmware is missing, and how it comes', () => {
    expect(planOf('proxy', undefined, { firmware: ['undionly.kpxe'] }).warnings).toEqual([
      'there is no iPXE for UEFI x64, UEFI arm64, UEFI HTTP boot x64, UEFI HTTP boot arm64: run netberth firmware install',
    ]);
  });

  test('says that machines behind a relay without a router cannot reach this server', () => {
    const { warnings } = planOf('full', '10.30.0.0/24 ranges=10.30.0.10-10.30.0.20');
    expect(warnings).toContain(
      '10.30.0.0/24: it is behind a relay and no router is set, so its machines cannot reach this server',
    );
  });

  test.each([
    [
      'full',
      '10.20.0.0/24 ranges=10.20.1.100-10.20.1.199',
      'dhcp.subnets: 10.20.0.0/24 has the range 10.20.1.100-10.20.1.199, of which 10.20.1.100 and 10.20.1.199 lie outside',
    ],
    [
      'full',
      '10.20.0.0/24 ranges=10.20.0.199-10.20.0.100',
      'dhcp.subnets: 10.20.0.0/24 has the range 10.20.0.199-10.20.0.100, which runs backwards',
    ],
    [
      'full',
      '10.20.0.0/24 ranges=10.20.0.10-10.20.0.50,10.20.0.50-10.20.0.60',
      'dhcp.subnets: 10.20.0.0/24 has ranges that overlap: 10.20.0.10-10.20.0.50 and 10.20.0.50-10.20.0.60',
    ],
    [
      'full',
      '10.20.0.0/24 router=10.21.0.1',
      'dhcp.subnets: 10.20.0.0/24 has the router 10.21.0.1, which is outside of it: its machines could not reach it',
    ],
    [
      'full',
      '10.20.0.0/24; 10.20.0.128/25',
      'dhcp.subnets: 10.20.0.128/25 is the same network as 10.20.0.0/24, or a part of it',
    ],
    ['full', undefined, 'dhcp.mode is full, but there is no subnet to answer in; set dhcp.subnets'],
  ])('in mode %s refuses %s', (mode, subnets, problem) => {
    expect(problemsOf(mode, subnets)).toEqual([problem]);
  });

  test('refuses an interface that is not there, and names those that are', () => {
    expect(problemsOf('full', '10.20.0.0/24', { flags: { 'dhcp-interfaces': 'eth7,eth0' } })).toEqual([
      'dhcp.interfaces names "eth7", which is not up or has no address; this host has lo, eth0',
    ]);
  });

  test('refuses a boot plane that machines cannot reach', () => {
    expect(problemsOf('full', '10.20.0.0/24', { bootListen: '127.0.0.1:8080' })).toEqual([
      'the boot plane listens at 127.0.0.1:8080, where no machine of the network reaches it; set bootListen to [::]:8080, or bootUrl',
    ]);
  });
});
