import { writtenNetworkSchema, parseMachineNetwork } from '@netberth/network';
import type { MachineNetwork } from '@netberth/network';
import type { MachineRecord, Metadata, Network } from './machine-record.ts';

export type ReadMachineNetwork =
  | { readonly ok: true; readonly network: MachineNetwork | null }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * The network of a machine: what its record says; else, as of a machine that came from KIWIspray, the address that it is
 * known by with `gateway`, `prefix` or `netmask`, `dns`, `search`, `interface` and `vlan` of its metadata. null: not enough
 * is known, the machine hands on what iPXE has.
 */
export function networkOf(machine: MachineRecord): ReadMachineNetwork {
  if (machine.network !== null) return ofDocument(machine.network, 'its network');
  const document = documentOfMetadata(machine);
  if (document === null) return { ok: true, network: null };
  const checked = writtenNetworkSchema.safeParse(document);
  return checked.success
    ? ofDocument(checked.data, 'its network by its metadata')
    : { ok: false, problems: ['its metadata say no network that can be used'] };
}

function ofDocument(document: Network, what: string): ReadMachineNetwork {
  const parsed = parseMachineNetwork(document);
  if (parsed.kind === 'network') return { ok: true, network: parsed.network };
  return { ok: false, problems: parsed.problems.map(({ message }) => `${what}: ${message}`) };
}

function documentOfMetadata({ address, metadata }: MachineRecord): object | null {
  const gateway = textOf(metadata, 'gateway');
  const prefix = textOf(metadata, 'prefix') ?? textOf(metadata, 'netmask');
  if (address === null || gateway === null || prefix === null) return null;
  const vlan = textOf(metadata, 'vlan');
  const name = textOf(metadata, 'interface');
  return {
    interfaces: [
      {
        ...(name !== null && { name }),
        ...(vlan !== null && { vlan: Number(vlan) }),
        addresses: [`${address}/${prefix}`],
        gateways: [gateway],
      },
    ],
    dns: listOf(metadata, 'dns'),
    search: listOf(metadata, 'search'),
  };
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
