import { bondModes } from '@netberth/network';
import type { BondMode, InterfaceDocument, NetworkDocument } from '@netberth/network';
import { wordsOf } from '../../../format/words-of.ts';

type Bond = NonNullable<InterfaceDocument['bond']>;

/** One interface as it stands in the form: text as it was typed. */
export type InterfaceFields = {
  /** Of one card; empty: the one that iPXE comes up with. */
  readonly mac: string;
  readonly name: string;
  /** Empty: no bond. */
  readonly bondMode: BondMode | '';
  readonly members: readonly string[];
  readonly vlan: string;
  readonly mtu: string;
  readonly addresses: string;
  readonly gateways: string;
  /** What the form does not show of a bond: what iPXE uses meanwhile, and how its members are called. */
  readonly known: Bond | null;
};

export type NetworkFields = {
  readonly interfaces: readonly InterfaceFields[];
  readonly dns: string;
  readonly search: string;
  /** Empty: the first card. */
  readonly boot: string;
};

export const noInterface: InterfaceFields = {
  ...{ mac: '', name: '', bondMode: '', members: [], vlan: '', mtu: '' },
  ...{ addresses: 'dhcp', gateways: '', known: null },
};

export function fieldsOf(network: NetworkDocument | null): NetworkFields {
  if (network === null) return { interfaces: [], dns: '', search: '', boot: '' };
  const { interfaces, dns, search, boot } = network;
  return {
    interfaces: interfaces.map(interfaceFieldsOf),
    ...{ dns: dns.join(' '), search: search.join(' '), boot: boot ?? '' },
  };
}

function interfaceFieldsOf(document: InterfaceDocument): InterfaceFields {
  const { mac, name, bond, vlan, mtu, addresses, gateways } = document;
  return {
    ...{ mac: mac ?? '', name: name ?? '', bondMode: bond?.mode ?? '' },
    members: bond?.members.map((member) => member.mac) ?? [],
    ...{ vlan: vlan === null ? '' : String(vlan), mtu: mtu === null ? '' : String(mtu) },
    ...{ addresses: addresses.join(' '), gateways: gateways.join(' '), known: bond },
  };
}

/** What is sent; null: nothing is known of its network. A number that is none becomes NaN, which the check refuses. */
export function documentOf({ interfaces, dns, search, boot }: NetworkFields): NetworkDocument | null {
  if (interfaces.length === 0) return null;
  return {
    interfaces: interfaces.map(interfaceOf),
    ...{ dns: wordsOf(dns), search: wordsOf(search), boot: boot === '' ? null : boot },
  };
}

function interfaceOf(fields: InterfaceFields): InterfaceDocument {
  const { mac, name, bondMode, members, vlan, mtu, addresses, gateways, known } = fields;
  const bond =
    bondMode === ''
      ? null
      : {
          mode: bondMode,
          members: members.map((member) => memberOf(member, known)),
          meanwhile: known?.meanwhile ?? null,
        };
  return {
    ...{ mac: bond !== null || mac === '' ? null : mac, name: name === '' ? null : name, bond },
    ...{ vlan: numberOf(vlan), mtu: numberOf(mtu) },
    ...{ addresses: wordsOf(addresses), gateways: wordsOf(gateways) },
  };
}

function memberOf(mac: string, known: Bond | null): Bond['members'][number] {
  return known?.members.find((member) => member.mac === mac) ?? { mac, name: null };
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

export function bondModeOf(text: string): BondMode | '' {
  return bondModes.find((mode) => mode === text) ?? '';
}
