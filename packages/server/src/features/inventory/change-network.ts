import { bootAddressOf, documentOf, macsOf, parseAddress, parseMachineNetwork } from '@netberth/network';
import type { MachineNetwork } from '@netberth/network';
import { canonicalAddress } from '../../platform/network-address.ts';
import { editNetwork, isAboutNetwork } from './edit-network.ts';
import type { NetworkWords, KnownNetwork } from './network-words.ts';

type Problem = { readonly field: string; readonly message: string };

export type ChangedNetwork =
  | { readonly ok: true; readonly known: KnownNetwork; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The network and address of a machine after these words. `macs`: the cards that it will have then. */
export function changeNetwork(
  before: KnownNetwork,
  words: NetworkWords,
  macs: readonly string[],
): ChangedNetwork {
  const document = documentAfter(before, words);
  if (!('network' in document)) return { ok: false, problems: [document] };
  if (document.network === null)
    return { ok: true, known: { network: null, address: document.address }, warnings: [] };
  const parsed = parseMachineNetwork(document.network);
  const isEdited = words.network === undefined && isAboutNetwork(before, words);
  if (parsed.kind === 'refused')
    return {
      ok: false,
      problems: parsed.problems.map((problem) => (isEdited ? asFlag(problem) : inDocument(problem))),
    };
  const strange = strangeCards(parsed.network, macs, isEdited ? 'card' : 'network');
  if (strange.length > 0) return { ok: false, problems: strange };
  const address = bootAddressOf(parsed.network) ?? keptAddress(before, document.address);
  return { ok: true, known: { network: documentOf(parsed.network), address }, warnings: parsed.warnings };
}

function documentAfter(before: KnownNetwork, words: NetworkWords): KnownNetwork | Problem {
  const { address, network } = words;
  if (
    network !== undefined &&
    Object.entries(words).some(([name, word]) => isSingle(name) && word !== undefined)
  )
    return {
      field: 'network',
      message: 'is the whole network: give either it or single words such as gateway',
    };
  if (network !== undefined) return { network, address: before.address };
  if (address === '' && !isAboutNetwork(before, { ...words, address: undefined }))
    return { network: null, address: null };
  if (isAboutNetwork(before, words))
    return { network: editNetwork(before.network, words), address: before.address };
  if (address === undefined || address === before.address) return before;
  if (parseAddress(address.split('%', 1)[0] ?? '') === null)
    return {
      field: 'address',
      message: `"${address}" is not an address: wanted 192.0.2.10/24, 192.0.2.10 or dhcp`,
    };
  return { network: null, address: canonicalAddress(address) };
}

function isSingle(name: string): boolean {
  return ['address', 'gateway', 'dns', 'search', 'vlan', 'mtu', 'card'].includes(name);
}

/** A machine with DHCP keeps the address that it is known by, unless that was the one it had of its own. */
function keptAddress({ network, address }: KnownNetwork, kept: string | null): string | null {
  if (network === null) return kept;
  const parsed = parseMachineNetwork(network);
  return parsed.kind === 'network' && bootAddressOf(parsed.network) === address ? null : kept;
}

function strangeCards({ interfaces }: MachineNetwork, macs: readonly string[], field: string): Problem[] {
  const strange = new Set(interfaces.flatMap(({ on }) => macsOf(on)).filter((mac) => !macs.includes(mac)));
  return [...strange].map((mac) => ({
    field,
    message: `"${mac}" is no card of this machine: it has ${macs.join(', ') || 'none that is known'}. Add it: netberth machine set MACHINE --add-macs ${mac}`,
  }));
}

const flagOf: Readonly<Record<string, string>> = {
  addresses: 'address',
  gateways: 'gateway',
  name: 'card',
  mac: 'card',
  boot: 'card',
};

/** `interfaces.0.addresses` is what was said by `address`. */
function asFlag({ field, message }: Problem): Problem {
  const last = field.split('.').at(-1) ?? field;
  return { field: flagOf[last] ?? last, message };
}

function inDocument({ field, message }: Problem): Problem {
  return { field: `network.${field}`, message };
}
