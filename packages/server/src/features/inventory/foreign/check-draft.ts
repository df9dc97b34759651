import {
  hostnameSchema,
  labelsSchema,
  macSchema,
  metadataSchema,
  serialSchema,
  uuidSchema,
} from '@netberth/api';
import { issueWords } from '@netberth/slips/issue-words';
import type { Identity } from '../../machines/machine-identity.ts';
import type { Metadata } from '../../machines/machine-record.ts';
import {
  isPlaceholderMac,
  isPlaceholderSerial,
  isPlaceholderUuid,
} from '../../machines/placeholder-identifier.ts';
import { changeNetwork } from '../change-network.ts';
import type { KnownNetwork } from '../network-words.ts';
import type { ForeignDraft } from './foreign-draft.ts';

export type ForeignMachine = KnownNetwork & {
  readonly place: string;
  readonly identity: Identity;
  readonly hostname: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Metadata;
  readonly state: 'new' | 'finished';
  readonly isProtected: boolean;
};

export type CheckedDraft =
  | { readonly kind: 'machine'; readonly machine: ForeignMachine; readonly warnings: readonly string[] }
  /** Nothing of it would ever be recognised. */
  | { readonly kind: 'left-out'; readonly why: string }
  | { readonly kind: 'faulty'; readonly problems: readonly string[] };

export function checkDraft(draft: ForeignDraft, tool: string): CheckedDraft {
  const problems: string[] = [];
  const warnings = draft.notes.map((note) => `${draft.place}: ${note}`);
  const warn = (text: string) => warnings.push(`${draft.place}: ${text}`);
  const identity = identityOf(draft, problems, warn);
  const hostname = hostnameSchema.safeParse(draft.hostname);
  if (!hostname.success && draft.hostname !== '')
    warn(`"${draft.hostname}" is no host name: it stands in the label ${tool}-name`);
  const network = networkOf(draft, identity.macs);
  if (!network.ok)
    problems.push(...network.problems.map(({ field, message }) => `${draft.place}: ${field} ${message}`));
  const labels = labelsSchema.safeParse(labelsOf(draft, tool, hostname.data ?? null), { error: issueWords });
  const metadata = metadataSchema.safeParse(draft.metadata, { error: issueWords });
  for (const { error } of [labels, metadata])
    for (const { path, message } of error?.issues ?? [])
      problems.push(`${draft.place}: ${path.join('.')} ${message}`);
  if (problems.length > 0 || !network.ok || !labels.success || !metadata.success)
    return { kind: 'faulty', problems };
  if (identity.macs.length === 0 && identity.uuid === null && identity.serial === null)
    return { kind: 'left-out', why: `${draft.place} is left out: it has no MAC, UUID or serial number` };
  const machine = {
    ...{ place: draft.place, identity, hostname: hostname.data ?? null, ...network.known },
    ...{ labels: labels.data, metadata: metadata.data, isProtected: draft.isProtected },
    state: draft.isInstalled ? ('finished' as const) : ('new' as const),
  };
  return { kind: 'machine', machine, warnings };
}

function identityOf(
  { place, macs, serial, uuid }: ForeignDraft,
  problems: string[],
  warn: (text: string) => void,
): Identity {
  const parsed = macs.map((mac) => ({ mac, read: macSchema.safeParse(mac) }));
  for (const { mac, read } of parsed)
    if (!read.success) problems.push(`${place}: "${mac}" is not a MAC address like 52:54:00:12:34:56`);
  const good = parsed.flatMap(({ read }) => (read.success ? [read.data] : []));
  const serialRead = serialSchema.safeParse(serial);
  const uuidRead = uuidSchema.safeParse(uuid);
  if (uuid !== '' && !uuidRead.success) warn(`"${uuid}" is no UUID: it is left out`);
  if (serial !== '' && !serialRead.success) warn('its serial number cannot be kept: it is left out');
  return {
    macs: [...new Set(good.filter((mac) => !isPlaceholderMac(mac)))],
    serial: serialRead.success && !isPlaceholderSerial(serialRead.data) ? serialRead.data : null,
    uuid: uuidRead.success && !isPlaceholderUuid(uuidRead.data) ? uuidRead.data : null,
  };
}

/** Without a netmask it is the address that the machine is known by, and the network stays as DHCP says. */
function networkOf(draft: ForeignDraft, macs: readonly string[]) {
  const { address, netmask, gateway, dns, search, card } = draft;
  const before = { address: null, network: null };
  if (address === '') return changeNetwork(before, {}, macs);
  if (netmask === '') return changeNetwork(before, { address }, macs);
  const words = {
    address: `${address}/${netmask}`,
    ...(gateway !== '' && { gateway }),
    ...(dns.length > 0 && { dns: dns.join(' ') }),
    ...(search.length > 0 && { search: search.join(' ') }),
    ...(card !== '' && { card: card.toLowerCase() }),
  };
  return changeNetwork(before, words, macs);
}

function labelsOf({ name, labels }: ForeignDraft, tool: string, hostname: string | null) {
  const all = { ...(name !== hostname && { [`${tool}-name`]: name }), ...labels };
  const written = Object.entries(all).filter(([, value]) => value !== '');
  return Object.fromEntries(
    written.map(([label, value]) => [label.replaceAll(/[^A-Za-z0-9_.-]/g, '-'), value.slice(0, 255)]),
  );
}
