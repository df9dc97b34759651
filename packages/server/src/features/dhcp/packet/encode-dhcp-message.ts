import type { DhcpMessage } from './dhcp-message.ts';
import { broadcastFlag, ethernet, layout, magicCookie } from './dhcp-layout.ts';
import { endOption } from './option-list.ts';

/** BOOTP's size: some relays and servers drop what is shorter (RFC 1542 2.1). */
const smallestBytes = 300;

/** A message as it goes over the wire. Options longer than 255 octets are cut into parts (RFC 3396). */
export function encodeDhcpMessage(message: DhcpMessage): Buffer {
  const head = Buffer.alloc(layout.options);
  head[layout.operation] = message.operation === 'request' ? 1 : 2;
  head[layout.hardwareType] = ethernet;
  head[layout.hardwareLength] = 6;
  head.writeUInt32BE(message.transactionId, layout.transactionId);
  head.writeUInt16BE(message.seconds, layout.seconds);
  head.writeUInt16BE(message.isBroadcast ? broadcastFlag : 0, layout.flags);
  writeAddress(head, message.clientAddress, layout.clientAddress);
  writeAddress(head, message.yourAddress, layout.yourAddress);
  writeAddress(head, message.nextServer, layout.nextServer);
  writeAddress(head, message.relayAddress, layout.relayAddress);
  Buffer.from(message.mac.replaceAll(':', ''), 'hex').copy(head, layout.hardwareAddress);
  head.write(message.serverName.slice(0, 63), layout.serverName, 'latin1');
  head.write(message.bootFile.slice(0, 127), layout.bootFile, 'latin1');
  head.writeUInt32BE(magicCookie, layout.cookie);
  const options = [...message.options].flatMap(([code, value]) => encodeOption(code, value));
  const whole = Buffer.concat([head, ...options, Buffer.from([endOption])]);
  return Buffer.concat([whole, Buffer.alloc(Math.max(0, smallestBytes - whole.length))]);
}

function writeAddress(head: Buffer, address: string, offset: number): void {
  Buffer.from(address.split('.').map(Number)).copy(head, offset);
}

function encodeOption(code: number, value: Buffer): Buffer[] {
  const parts = [];
  for (let start = 0; start === 0 || start < value.length; start += 255) {
    const part = value.subarray(start, start + 255);
    parts.push(Buffer.concat([Buffer.from([code, part.length]), part]));
  }
  return parts;
}
