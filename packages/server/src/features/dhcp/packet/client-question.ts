import type { DhcpClientVerdict } from '@netberth/api';
import { messageType, option } from './dhcp-message.ts';
import type { DhcpMessage } from './dhcp-message.ts';
import { askForMenuItem } from './pxe-menu.ts';
import type { PxeMenuItem } from './pxe-menu.ts';

export type AskingKind = DhcpClientVerdict['kind'];

type Asking = {
  readonly title: string;
  readonly architecture: number;
  readonly vendorClass: 'PXEClient' | 'HTTPClient';
  readonly isIpxe: boolean;
};

/** The kinds of machine that the check plays. */
export const askingKinds: Readonly<Record<AskingKind, Asking>> = {
  bios: { title: 'BIOS', architecture: 0, vendorClass: 'PXEClient', isIpxe: false },
  'uefi-x64': { title: 'UEFI x64', architecture: 7, vendorClass: 'PXEClient', isIpxe: false },
  'uefi-arm64': { title: 'UEFI arm64', architecture: 11, vendorClass: 'PXEClient', isIpxe: false },
  'http-x64': { title: 'UEFI HTTP boot', architecture: 16, vendorClass: 'HTTPClient', isIpxe: false },
  ipxe: { title: 'iPXE', architecture: 0, vendorClass: 'PXEClient', isIpxe: true },
};

/** What options 1, 3, 6, 43, 60, 66 and 67 hold is wanted: what PXE needs (PXE 2.1, table 2-1). */
const wantedOptions = Buffer.from([1, 3, 6, 43, 60, 66, 67]);

/** The DISCOVER that a machine of this kind sends. Pure. */
export function buildDiscover(kind: AskingKind, mac: string, transactionId: number): DhcpMessage {
  const { architecture, vendorClass, isIpxe } = askingKinds[kind];
  const code = String(architecture).padStart(5, '0');
  return {
    operation: 'request',
    transactionId,
    seconds: 4,
    isBroadcast: true,
    clientAddress: '0.0.0.0',
    yourAddress: '0.0.0.0',
    nextServer: '0.0.0.0',
    relayAddress: '0.0.0.0',
    mac,
    serverName: '',
    bootFile: '',
    options: new Map([
      [option.messageType, Buffer.from([messageType.discover])],
      [option.parameterList, wantedOptions],
      [option.maximumSize, uint16(1472)],
      [option.vendorClass, Buffer.from(`${vendorClass}:Arch:${code}:UNDI:003016`)],
      [option.architecture, uint16(architecture)],
      [option.networkInterface, Buffer.from([1, 3, 16])],
      [option.machineId, Buffer.concat([Buffer.from([0]), uuidOf(mac)])],
      ...(isIpxe ? ipxeOptions : []),
    ]),
  };
}

/** iPXE's own options (iPXE, src/include/ipxe/dhcp.h): it can do HTTP (0x13) and menus (0x27). */
const ipxeOptions: readonly (readonly [number, Buffer])[] = [
  [option.userClass, Buffer.from('iPXE')],
  [option.ipxe, Buffer.from([0x13, 1, 1, 0x27, 1, 1])],
];

/**
 * The REQUEST that a PXE client sends to port 4011 of a proxy, once it has an address (PXE 2.1, 2.2.5); where the
 * proxy showed a menu, for an item of it. Pure.
 */
export function buildProxyRequest(
  discover: DhcpMessage,
  clientAddress: string,
  item: PxeMenuItem | null,
): DhcpMessage {
  const options = new Map(discover.options);
  options.set(option.messageType, Buffer.from([messageType.request]));
  if (item !== null) options.set(option.vendorOptions, askForMenuItem(item));
  return { ...discover, isBroadcast: false, clientAddress, options };
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

/** A UUID for a machine that does not exist: its MAC behind ten fixed octets. */
function uuidOf(mac: string): Buffer {
  return Buffer.concat([Buffer.from('netberthck'), Buffer.from(mac.replaceAll(':', ''), 'hex')]);
}
