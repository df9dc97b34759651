import { isSameNetwork, parseAddress, type Family, type IpAddress } from './ip-address.ts';
import type {
  BootNetwork,
  NetworkField,
  NetworkRemark,
  NetworkText,
  ParsedNetwork,
  StaticAddress,
} from './boot-network.ts';
import { parseAddressWord, type AddressWord } from './parse-address-word.ts';

type StaticWord = Extract<AddressWord, { kind: 'static' }>;
type Remarks = { readonly problems: NetworkRemark[]; readonly warnings: NetworkRemark[] };

const mostNameServers = 4;
const families = ['IPv4', 'IPv6'] as const;

/**
 * The network that a text means, or everything that is wrong with it. Without any `ip` it is DHCP.
 *
 * Example: `parseBootNetwork({ ip: ['192.0.2.10/24'], gateway: ['192.0.2.1'], dns: [], vlan: null, mac: null })`.
 */
export function parseBootNetwork(text: NetworkText): ParsedNetwork {
  const remarks: Remarks = { problems: [], warnings: [] };
  const complain = (field: NetworkField, message: string) => remarks.problems.push({ field, message });
  const words = readAddressWords(text.ip, complain);
  const gateways = readGateways(text.gateway, words, complain);
  const statics = families.map((family) => staticAddressOf(family, words, gateways, remarks));
  const network: BootNetwork = {
    mac: readOptionalMac(text.mac, complain),
    vlan: readVlan(text.vlan, complain),
    ipv4:
      statics[0] ??
      (words.some(({ kind }) => kind === 'dhcp') || words.length === 0 ? { kind: 'dhcp' } : null),
    ipv6: statics[1] ?? (words.some(({ kind }) => kind === 'slaac') ? { kind: 'slaac' } : null),
    dns: readNameServers(text.dns, complain),
  };
  if (remarks.problems.length > 0) return { kind: 'refused', problems: remarks.problems };
  return { kind: 'network', network, warnings: remarks.warnings };
}

type Complain = (field: NetworkField, message: string) => void;

function readAddressWords(texts: readonly string[], complain: Complain): AddressWord[] {
  const words = texts.map(parseAddressWord);
  for (const word of words) if (word.kind === 'bad') complain('ip', word.message);
  for (const family of families) {
    const own = texts.filter((_, index) => familyOf(words[index]) === family);
    if (own.length > 1)
      complain('ip', `"${own.join(', ')}" are ${own.length} ways to get an ${family} address: keep one`);
  }
  return words;
}

function familyOf(word: AddressWord | undefined): Family | null {
  if (word === undefined || word.kind === 'bad') return null;
  if (word.kind === 'static') return word.address.family;
  return word.kind === 'dhcp' ? 'IPv4' : 'IPv6';
}

function readGateways(
  texts: readonly string[],
  words: readonly AddressWord[],
  complain: Complain,
): ReadonlyMap<Family, IpAddress> {
  const gateways = new Map<Family, IpAddress>();
  for (const text of texts) {
    const gateway = parseAddress(text);
    if (gateway === null) complain('gateway', `"${text}" is not an address`);
    else if (gateways.has(gateway.family))
      complain('gateway', `"${text}" is a second ${gateway.family} gateway: keep one`);
    else if (words.some((word) => word.kind === 'static' && word.address.text === gateway.text))
      complain('gateway', `"${text}" is the address of the machine itself`);
    else if (
      !words.some(
        (word) => word.kind === 'bad' || (word.kind === 'static' && word.address.family === gateway.family),
      )
    )
      complain('gateway', `"${text}" has no use without an ${gateway.family} address: give one too`);
    else gateways.set(gateway.family, gateway);
  }
  return gateways;
}

function staticAddressOf(
  family: Family,
  words: readonly AddressWord[],
  gateways: ReadonlyMap<Family, IpAddress>,
  { problems, warnings }: Remarks,
): StaticAddress | null {
  const word = words.find(
    (each): each is StaticWord => each.kind === 'static' && each.address.family === family,
  );
  if (word === undefined) return null;
  const { address, prefixLength } = word;
  const gateway = gateways.get(family);
  const isAlone = prefixLength === (family === 'IPv4' ? 32 : 128);
  const shown = `${address.text}/${prefixLength}`;
  if (gateway === undefined && isAlone)
    problems.push({
      field: 'gateway',
      message: `is missing: "${shown}" has no neighbour, so nothing is reached without one`,
    });
  if (
    gateway !== undefined &&
    gateway.range !== 'linkLocal' &&
    !isSameNetwork(address, gateway, prefixLength)
  )
    warnings.push({
      field: 'gateway',
      message: `"${gateway.text}" is outside ${shown}: it is asked for on the same wire all the same, as clouds want it`,
    });
  return { kind: 'static', address: address.text, prefixLength, gateway: gateway?.text ?? null };
}

function readNameServers(texts: readonly string[], complain: Complain): string[] {
  if (texts.length > mostNameServers)
    complain('dns', `names ${texts.length} servers: ${mostNameServers} are the most`);
  return texts.flatMap((text) => {
    const server = parseAddress(text);
    if (server === null) complain('dns', `"${text}" is not an address`);
    return server === null ? [] : [server.text];
  });
}

function readVlan(text: string | null, complain: Complain): number | null {
  if (text === null) return null;
  const vlan = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (vlan >= 1 && vlan <= 4094) return vlan;
  complain('vlan', `"${text}" is not a VLAN number from 1 to 4094`);
  return null;
}

/** A MAC address in lower case with colons, and what speaks against it as the address of one card. */
export function readMac(text: string): { readonly mac: string; readonly problem: string | null } {
  const mac = text.toLowerCase().replaceAll('-', ':');
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac))
    return { mac, problem: `"${text}" is not a MAC address like 52:54:00:12:34:56` };
  const isForMany = mac === '00:00:00:00:00:00' || (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
  return { mac, problem: isForMany ? `"${text}" is no address of a single network card` : null };
}

function readOptionalMac(text: string | null, complain: Complain): string | null {
  if (text === null) return null;
  const { mac, problem } = readMac(text);
  if (problem !== null) complain('mac', problem);
  return mac;
}
