import type { MachineNetwork } from '@netberth/catalogue';
import type { Metadata } from '../machines/machine-record.ts';
import type { Subject } from '../templates/template-values.ts';

/**
 * The network of a machine with a static address: the address it is known by, the rest from its metadata (`gateway`,
 * `prefix` or `netmask`, `dns`, `interface`, `vlan`). null: not enough is known, the machine hands on what iPXE has.
 */
export function networkOf({ machine }: Pick<Subject, 'machine'>): MachineNetwork | null {
  const { address, metadata, hostname } = machine;
  const gateway = textOf(metadata, 'gateway');
  const prefixLength = prefixOf(metadata);
  if (address === null || gateway === null || prefixLength === null) return null;
  const vlan = textOf(metadata, 'vlan');
  return {
    addressing: { kind: 'static', address, prefixLength, gateway, dns: listOf(metadata, 'dns') },
    // The card that iPXE came up with.
    mac: null,
    interface: textOf(metadata, 'interface'),
    hostname,
    vlan: vlan === null ? null : Number(vlan),
    bond: null,
  };
}

function prefixOf(metadata: Metadata): number | null {
  const prefix = textOf(metadata, 'prefix');
  if (prefix !== null) return Number(prefix);
  const netmask = textOf(metadata, 'netmask');
  if (netmask === null) return null;
  const bits = netmask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  // Anything but ones and then zeros is no netmask, and no prefix length that is taken.
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replace(/0+$/, '').length : Number.NaN;
}

function textOf(metadata: Metadata, name: string): string | null {
  const value = metadata[name];
  const isWord = typeof value === 'string' || typeof value === 'number';
  return isWord && value !== '' ? `${value}` : null;
}

/** `["192.0.2.3", "192.0.2.4"]`, `192.0.2.3,192.0.2.4` */
function listOf(metadata: Metadata, name: string): readonly string[] {
  const value = metadata[name];
  const items = Array.isArray(value) ? value.map(String) : (textOf(metadata, name) ?? '').split(/[\s,]+/);
  return items.filter((item) => item !== '');
}
