import { bootNetworkOf } from '@netberth/network';
import { networkOf } from '../machines/machine-network.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { MediumText } from './medium-record.ts';

export type NetworkTexts = Pick<MediumText, 'ip' | 'gateway' | 'dns' | 'vlan' | 'mac'>;

export type KnownNetwork =
  /** `texts` is null where nothing is known. */
  | { readonly ok: true; readonly texts: NetworkTexts | null }
  /** What is known makes no network; why, in sentences. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** What the medium of a machine says of the network that is known of it. */
export function networkTextOf(machine: MachineRecord): KnownNetwork {
  const read = networkOf(machine);
  if (!read.ok) return read;
  if (read.network === null) return { ok: true, texts: null };
  const { mac, vlan, ipv4, ipv6, dns } = bootNetworkOf(read.network);
  const ways = [ipv4, ipv6].filter((way) => way !== null);
  return {
    ok: true,
    texts: {
      ip: ways.map((way) => (way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind)),
      gateway: ways.flatMap((way) => (way.kind === 'static' && way.gateway !== null ? [way.gateway] : [])),
      dns: [...dns],
      ...(vlan === null ? {} : { vlan: String(vlan) }),
      ...(mac === null ? {} : { mac }),
    },
  };
}
