import type { networkInterfaces } from 'node:os';
import { readConfig } from '../../config/read-config.ts';
import { planDhcp } from './plan-dhcp.ts';
import type { DhcpPlan, PlannedDhcp } from './plan-dhcp.ts';

/** `eth0` is 10.20.0.1/24 and fd00:20::1/64, the boot plane listens everywhere at 8080, Debian's iPXE is installed. */
export function planned(mode: string, subnets?: string, more: Partial<PlanOptions> = {}): PlannedDhcp {
  const {
    firmware = ['ipxe.efi', 'snponly.efi', 'undionly.kpxe'],
    flags = {},
    bootListen = '[::]:8080',
  } = more;
  const read = readConfig({
    environment: {},
    flags: {
      'dhcp-mode': mode,
      'boot-listen': bootListen,
      ...(subnets !== undefined && { 'dhcp-subnets': subnets }),
      ...flags,
    },
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { dhcp, bootUrl } = read.config;
  return planDhcp(dhcp, {
    interfaces: exampleInterfaces,
    bootListen: read.config.bootListen,
    bootUrl,
    firmware,
  });
}

export function planOf(...asked: Parameters<typeof planned>): DhcpPlan {
  const result = planned(...asked);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.plan;
}

export function problemsOf(...asked: Parameters<typeof planned>): readonly string[] {
  const result = planned(...asked);
  return result.ok ? [] : result.problems;
}

type PlanOptions = {
  readonly firmware: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  readonly bootListen: string;
};

const common = { mac: '52:54:00:00:00:09', internal: false } as const;
const exampleInterfaces: ReturnType<typeof networkInterfaces> = {
  lo: [
    {
      ...common,
      internal: true,
      address: '127.0.0.1',
      netmask: '255.0.0.0',
      family: 'IPv4',
      cidr: '127.0.0.1/8',
    },
  ],
  eth0: [
    { ...common, address: '10.20.0.1', netmask: '255.255.255.0', family: 'IPv4', cidr: '10.20.0.1/24' },
    {
      ...common,
      address: 'fd00:20::1',
      netmask: 'ffff::',
      family: 'IPv6',
      cidr: 'fd00:20::1/64',
      scopeid: 0,
    },
    { ...common, address: 'fe80::1', netmask: 'ffff::', family: 'IPv6', cidr: 'fe80::1/64', scopeid: 2 },
  ],
};
