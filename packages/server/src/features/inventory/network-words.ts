import type { InputOf, machineAdd } from '@netberth/api';
import type { NetworkDocument } from '@netberth/network';

/** What `machine add` and `machine set` say of a network. */
export type NetworkWords = Pick<
  InputOf<typeof machineAdd>,
  'address' | 'gateway' | 'dns' | 'search' | 'vlan' | 'mtu' | 'card' | 'network'
>;

/** What the record of a machine says of it. */
export type KnownNetwork = { readonly address: string | null; readonly network: NetworkDocument | null };
