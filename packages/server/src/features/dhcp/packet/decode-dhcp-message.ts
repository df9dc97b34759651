import { addressOf, option, textOf } from './dhcp-message.ts';
import type { DhcpMessage } from './dhcp-message.ts';
import { broadcastFlag, layout, magicCookie } from './dhcp-layout.ts';
import { readOptionList } from './option-list.ts';

export type DecodedMessage =
  | { readonly ok: true; readonly message: DhcpMessage }
  | { readonly ok: false; readonly problem: string };

/** A message off the wire; anybody may have sent it. Options that run over the end are left out, as clients do. */
export function decodeDhcpMessage(bytes: Buffer): DecodedMessage {
  if (bytes.length < layout.options)
    return { ok: false, problem: `is ${bytes.length} octets long, wanted 240` };
  if (bytes.readUInt32BE(layout.cookie) !== magicCookie)
    return { ok: false, problem: 'is BOOTP without options' };
  const operation = bytes[layout.operation];
  if (operation !== 1 && operation !== 2) return { ok: false, problem: `has operation ${operation}` };
  const field = (start: number, length: number) => bytes.subarray(start, start + length);
  const options = readOptions(bytes);
  const overload = options.get(option.overload)?.[0] ?? 0;
  return {
    ok: true,
    message: {
      operation: operation === 1 ? 'request' : 'reply',
      transactionId: bytes.readUInt32BE(layout.transactionId),
      seconds: bytes.readUInt16BE(layout.seconds),
      isBroadcast: (bytes.readUInt16BE(layout.flags) & broadcastFlag) !== 0,
      clientAddress: addressOf(field(layout.clientAddress, 4)),
      yourAddress: addressOf(field(layout.yourAddress, 4)),
      nextServer: addressOf(field(layout.nextServer, 4)),
      relayAddress: addressOf(field(layout.relayAddress, 4)),
      mac: field(layout.hardwareAddress, 6)
        .toString('hex')
        .replaceAll(/(..)(?!$)/g, '$1:'),
      serverName: (overload & overloaded.serverName) === 0 ? textOf(field(layout.serverName, 64)) : '',
      bootFile: (overload & overloaded.bootFile) === 0 ? textOf(field(layout.bootFile, 128)) : '',
      options,
    },
  };
}

/** Bits of option 52: these fields hold options (RFC 2132 9.3), read in this order (RFC 2131 4.1). */
const overloaded = { bootFile: 1, serverName: 2 } as const;

function readOptions(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const options = readOptionList(bytes.subarray(layout.options));
  const overload = options.get(option.overload)?.[0] ?? 0;
  if ((overload & overloaded.bootFile) !== 0)
    readOptionList(bytes.subarray(layout.bootFile, layout.bootFile + 128), options);
  if ((overload & overloaded.serverName) !== 0)
    readOptionList(bytes.subarray(layout.serverName, layout.serverName + 64), options);
  return options;
}
