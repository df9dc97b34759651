import { messageTypeOf, option, optionAddress, optionText, messageType } from '../packet/dhcp-message.ts';
import type { DhcpMessage } from '../packet/dhcp-message.ts';
import { firstMenuItem } from '../packet/pxe-menu.ts';
import type { PxeMenuItem } from '../packet/pxe-menu.ts';

/** What one server said to one client, as the client would read it. */
export type DhcpAnswer = {
  /** Who sent it: its own word for itself (option 54), else where it came from. */
  readonly server: string;
  /** What the client may use; null: a proxy's answer. */
  readonly address: string | null;
  /** From option 67 or the field of the header; null: it says nothing about booting. */
  readonly bootFile: string | null;
  /** Where a file without a host of its own is fetched from. */
  readonly bootServer: string | null;
  readonly vendorClass: string;
  /** A PXE client asks this server again at port 4011. */
  readonly wantsSecondQuestion: boolean;
  /** What it asks for there; null: for whatever the server has. */
  readonly menuItem: PxeMenuItem | null;
};

/**
 * Null: not an answer to a question for an address.
 * @param asker the address of this host that the question came from
 */
export function readAnswer(message: DhcpMessage, sender: string, asker: string): DhcpAnswer | null {
  const type = messageTypeOf(message);
  if (message.operation !== 'reply' || (type !== messageType.offer && type !== messageType.ack)) return null;
  const vendorClass = optionText(message, option.vendorClass);
  const bootFile = optionText(message, option.bootFile) || message.bootFile;
  const menuItem = firstMenuItem(message.options.get(option.vendorOptions));
  // At port 4011 dnsmasq repeats the address that asks: it gives none there.
  const isProxy = message.yourAddress === '0.0.0.0' || message.yourAddress === asker;
  return {
    server: optionAddress(message, option.serverIdentifier) ?? sender,
    address: isProxy ? null : message.yourAddress,
    bootFile: bootFile === '' ? null : bootFile,
    bootServer: bootServerOf(message, sender),
    vendorClass,
    wantsSecondQuestion:
      isProxy && vendorClass.startsWith('PXEClient') && bootFile === '' && menuItem?.type !== 0,
    menuItem,
  };
}

/** The header's field, else option 66, else whoever sent it: the order in which PXE and iPXE look. */
function bootServerOf(message: DhcpMessage, sender: string): string {
  if (message.nextServer !== '0.0.0.0') return message.nextServer;
  return optionText(message, option.tftpServer) || message.serverName || sender;
}
