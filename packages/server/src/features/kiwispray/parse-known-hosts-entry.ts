import { hostnameSchema, macSchema, metadataSchema, serialSchema, uuidSchema } from '@netberth/api';
import { issueWords } from '@netberth/slips/issue-words';
import {
  isPlaceholderMac,
  isPlaceholderSerial,
  isPlaceholderUuid,
} from '../machines/placeholder-identifier.ts';
import { parseKnownHostState, type KnownHostState } from './parse-known-hosts-state.ts';

/** A host of KIWIspray in our words: MACs and UUID lower case, serial upper case, absent is null. */
export type KnownHost = {
  readonly id: number;
  readonly macs: readonly string[];
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly hostname: string | null;
  readonly state: KnownHostState;
  /** Of its last visit to `/bootstrap`: a running install reports with it. */
  readonly bootId: string | null;
  readonly metadata: Metadata;
};

type Metadata = ReturnType<typeof metadataSchema.parse>;

/** Where a host name goes that is none. */
const badHostnameKey = 'kiwispray_hostname';

const takenOver = ['id', 'macs', 'serial', 'uuid', 'hostname', 'state', 'bootid', 'metadata'];

/** Told what could not be taken over. */
export type Warn = (warning: string) => void;

/** One element of known_hosts.json; null when it is no host at all, after `problem` was told why. */
export function parseKnownHost(element: unknown, warn: Warn, problem: Warn): KnownHost | null {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    problem('is not an object: a host with id, macs, serial and uuid is wanted');
    return null;
  }
  const fields = new Map<string, unknown>(Object.entries(element));
  const id = fields.get('id');
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) {
    problem(`has the id ${JSON.stringify(id) ?? 'none'}: a whole number from 1 is wanted`);
    return null;
  }
  for (const key of fields.keys()) {
    if (!takenOver.includes(key)) warn(`${JSON.stringify(key)} is not taken over: put it into its metadata`);
  }
  const textOf = (key: string) => textField(fields, key, problem);
  const hostname = parseHostname(textOf('hostname'), warn);
  const { state, warning } = parseKnownHostState(textOf('state') || 'new');
  if (warning !== null) warn(warning);
  return {
    id,
    macs: parseMacs(textOf('macs'), warn),
    serial: parseSerial(textOf('serial'), warn),
    uuid: parseUuid(textOf('uuid'), warn),
    hostname: hostname.name,
    state,
    bootId: parseBootId(textOf('bootid'), warn),
    metadata: { ...parseMetadata(fields.get('metadata'), warn, problem), ...hostname.metadata },
  };
}

/** Files of older versions lack keys: absent is ''. */
function textField(fields: ReadonlyMap<string, unknown>, key: string, problem: Warn): string {
  const value = fields.get(key) ?? '';
  if (typeof value === 'string') return value;
  problem(`has the ${key} ${JSON.stringify(value)}: text is wanted`);
  return '';
}

/** KIWIspray's `/update` takes whatever an interface calls its address: InfiniBand's 20 bytes, tunnels' IPs. */
function parseMacs(text: string, warn: Warn): string[] {
  const macs = new Set<string>();
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const mac = macSchema.safeParse(word);
    if (!mac.success) warn(`${JSON.stringify(word)} is not a MAC address: left out`);
    else if (isPlaceholderMac(mac.data)) warn(`the MAC ${mac.data} identifies nobody: left out`);
    else macs.add(mac.data);
  }
  return [...macs];
}

function parseSerial(text: string, warn: Warn): string | null {
  if (text.trim() === '') return null;
  const serial = serialSchema.safeParse(text, { error: issueWords });
  if (!serial.success) {
    warn(`the serial ${JSON.stringify(text)} ${serial.error.issues[0]?.message ?? 'is none'}: left out`);
    return null;
  }
  if (!isPlaceholderSerial(serial.data)) return serial.data;
  warn(`the serial ${JSON.stringify(text)} identifies nobody: left out`);
  return null;
}

function parseUuid(text: string, warn: Warn): string | null {
  if (text.trim() === '') return null;
  const uuid = uuidSchema.safeParse(text.trim());
  if (uuid.success && !isPlaceholderUuid(uuid.data)) return uuid.data;
  warn(`the UUID ${JSON.stringify(text)} ${uuid.success ? 'identifies nobody' : 'is none'}: left out`);
  return null;
}

function parseHostname(text: string, warn: Warn): { name: string | null; metadata: Metadata } {
  if (text === '' || text === 'not-set') return { name: null, metadata: {} };
  const hostname = hostnameSchema.safeParse(text);
  if (hostname.success) return { name: hostname.data, metadata: {} };
  warn(`${JSON.stringify(text)} is not a host name: kept as metadata ${badHostnameKey}`);
  return { name: null, metadata: { [badHostnameKey]: text } };
}

function parseBootId(text: string, warn: Warn): string | null {
  if (text === '') return null;
  if (/^[A-Za-z0-9_-]{1,128}$/.test(text)) return text;
  warn(
    'its boot id has characters that no version of KIWIspray makes: left out, a running install cannot report',
  );
  return null;
}

function parseMetadata(value: unknown, warn: Warn, problem: Warn): Metadata {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    problem(`has the metadata ${JSON.stringify(value)}: an object is wanted`);
    return {};
  }
  const metadata: Metadata = {};
  for (const [key, item] of Object.entries(value)) {
    const entry = metadataSchema.safeParse(Object.fromEntries([[key, item]]));
    if (entry.success && key !== '__proto__') Object.assign(metadata, entry.data);
    else warn(`the metadata ${JSON.stringify(key)} is not taken over: names have letters, digits, _ and -`);
  }
  return metadata;
}
