import { profileNameSchema } from '@netberth/api';
import { hashSecret } from '../../platform/boot-id.ts';
import { isPrintable } from '../../platform/printable.ts';
import type { Identity } from '../machines/machine-identity.ts';
import {
  isPlaceholderMac,
  isPlaceholderSerial,
  isPlaceholderUuid,
} from '../machines/placeholder-identifier.ts';
import { macParameters } from './identity-parameters.ts';
import type { AskingMedium, BootRequest, MediumForm } from './boot-request.ts';
import type { MenuPick } from './menu-pick.ts';
import { parseRam } from './parse-ram.ts';

type Query = Readonly<Record<string, unknown>>;
type Problems = string[];

const hardwareParameters = ['asset', 'manufacturer', 'product', 'platform', 'buildarch', 'cpu', 'version'];
const maxSerialLength = 128;
const maxHardwareLength = 128;

/** Unknown parameters are ignored; what is malformed or a placeholder identifies nobody and is noted. */
export function parseBootRequest(query: Query, address: string, serverUrl: string): BootRequest {
  const problems: Problems = [];
  return {
    identity: parseIdentity(query, macParameters, problems),
    hardware: parseHardware(query, problems),
    pick: parsePick(textOf(query, 'pick', problems), problems),
    medium: parseMedium(textOf(query, 'medium', problems), problems),
    waiting: parseWaiting(textOf(query, 'waiting', problems), problems),
    keyHash: parseKey(textOf(query, 'key', problems), problems),
    address,
    serverUrl,
    problems,
  };
}

/** @param macNames the parameters that hold a MAC */
export function parseIdentity(query: Query, macNames: readonly string[], problems: string[]): Identity {
  return {
    macs: parseMacs(query, macNames, problems),
    uuid: parseUuid(textOf(query, 'uuid', problems), problems),
    serial: parseSerial(textOf(query, 'serial', problems), problems),
  };
}

function textOf(query: Query, name: string, problems: Problems): string {
  const value = query[name];
  if (value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  problems.push(`${name} came more than once`);
  return '';
}

function parsePick(text: string, problems: Problems): MenuPick | null {
  if (text === '') return null;
  if (profileNameSchema.safeParse(text).success) return { kind: 'profile', name: text };
  problems.push('pick is not the name of a profile');
  return null;
}

const mediumShape = /^([a-z0-9-]{1,32})\/(cd|usb|floppy|files)\/(net\d{1,2}(?:-\d{1,4})?)\/(\d{1,5})$/;

function parseMedium(text: string, problems: Problems): AskingMedium | null {
  if (text === '') return null;
  const [, id, form, card, attempt] = mediumShape.exec(text) ?? [];
  if (id === undefined || card === undefined) {
    problems.push('medium is not what a boot medium says');
    return null;
  }
  return { id, form: form as MediumForm, card, attempt: Number(attempt) };
}

function parseWaiting(text: string, problems: Problems): number | null {
  if (text === '') return null;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  problems.push('waiting is not the number of a boot');
  return null;
}

function parseKey(text: string, problems: Problems): string | null {
  if (text === '') return null;
  if (/^[A-Za-z0-9_-]{16,128}$/.test(text)) return hashSecret(text);
  problems.push('key is not the key of a boot medium');
  return null;
}

function parseMacs(query: Query, names: readonly string[], problems: Problems): string[] {
  const macs = names.flatMap((name) => {
    const mac = parseMac(textOf(query, name, problems));
    if (mac === undefined) problems.push(`${name} is not a MAC address`);
    return mac ? [mac] : [];
  });
  return [...new Set(macs)];
}

/** Most come as our script asks for them, `52-54-…`; KIWIspray's sends `net0$52-54-…` as dhcp_mac, naming the card it used. */
function parseMac(text: string): string | undefined {
  if (text === '') return '';
  if (/^(?:[0-9a-f]{2}-){5}[0-9a-f]{2}$/.test(text)) return unlessPlaceholder(text.replaceAll('-', ':'));
  const digits = text
    .replace(/^net\d\$+/, '')
    .toLowerCase()
    .replaceAll(/[:-]/g, '');
  if (/^([0-9a-f]{16}|[0-9a-f]{40})$/.test(digits)) return '';
  if (!/^[0-9a-f]{12}$/.test(digits)) return undefined;
  return unlessPlaceholder(digits.replaceAll(/(..)(?!$)/g, '$1:'));
}

function unlessPlaceholder(mac: string): string {
  return isPlaceholderMac(mac) ? '' : mac;
}

function parseUuid(text: string, problems: Problems): string | null {
  if (text === '') return null;
  const uuid = text.toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) {
    problems.push('uuid is not a UUID');
    return null;
  }
  return isPlaceholderUuid(uuid) ? null : uuid;
}

function parseSerial(text: string, problems: Problems): string | null {
  if (text === '') return null;
  const serial = text.toUpperCase(); // which may be longer: ß becomes SS
  if (serial.length > maxSerialLength || !isPrintable(text)) {
    problems.push(`serial is longer than ${maxSerialLength} characters or holds control characters`);
    return null;
  }
  return isPlaceholderSerial(serial) ? null : serial;
}

function parseHardware(query: Query, problems: Problems): Record<string, string> {
  const hardware: Record<string, string> = {};
  for (const name of hardwareParameters) {
    const text = textOf(query, name, problems);
    if (text === '') continue;
    if (text.length > maxHardwareLength || !isPrintable(text)) {
      problems.push(`${name} is longer than ${maxHardwareLength} characters or holds control characters`);
    } else hardware[name] = text;
  }
  const ramMib = parseRam(textOf(query, 'ram', problems));
  return ramMib === null ? hardware : { ...hardware, ram: String(ramMib) };
}
