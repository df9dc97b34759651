export type Bond = { readonly name: string; readonly members: readonly string[]; readonly mode: string };

/** What is known of how a machine is attached. An interface is named as the installed system's kernel names it. */
export type MachineNetwork = {
  readonly addressing: Addressing;
  readonly mac: string | null;
  readonly interface: string | null;
  readonly hostname: string | null;
  readonly vlan: number | null;
  readonly bond: Bond | null;
};

export type Addressing =
  | { readonly kind: 'dhcp' }
  | {
      readonly kind: 'static';
      readonly address: string;
      readonly prefixLength: number;
      readonly gateway: string;
      readonly dns: readonly string[];
    };

/** A machine of which nothing is known but that DHCP answers it. */
export const dhcpNetwork: MachineNetwork = {
  addressing: { kind: 'dhcp' },
  mac: null,
  interface: null,
  hostname: null,
  vlan: null,
  bond: null,
};
