/** A DHCPv4 message: the fields of RFC 2131 figure 1 in their order, addresses as text, `0.0.0.0` for none. */
export type DhcpMessage = {
  readonly operation: 'request' | 'reply';
  readonly transactionId: number;
  readonly seconds: number;
  /** The answer is to be broadcast: the client has no address to be reached at. */
  readonly isBroadcast: boolean;
  readonly clientAddress: string;
  /** What the server gives. */
  readonly yourAddress: string;
  /** Where the boot file is: `next-server`. */
  readonly nextServer: string;
  readonly relayAddress: string;
  /** Lower-case, colons. */
  readonly mac: string;
  readonly serverName: string;
  readonly bootFile: string;
  /** By code (RFC 2132); one that came in parts is whole (RFC 3396). */
  readonly options: ReadonlyMap<number, Buffer>;
};

/** Codes of options (RFC 2132, RFC 3004, RFC 4578). */
export const option = {
  vendorOptions: 43,
  overload: 52,
  messageType: 53,
  serverIdentifier: 54,
  parameterList: 55,
  maximumSize: 57,
  vendorClass: 60,
  tftpServer: 66,
  bootFile: 67,
  userClass: 77,
  architecture: 93,
  networkInterface: 94,
  machineId: 97,
  ipxe: 175,
} as const;

/** Values of option 53. */
export const messageType = { discover: 1, offer: 2, request: 3, ack: 5 } as const;

export function messageTypeOf({ options }: DhcpMessage): number | undefined {
  return options.get(option.messageType)?.[0];
}

/** Text of an option up to its first zero octet; '' when it is not there. */
export function optionText({ options }: DhcpMessage, code: number): string {
  return textOf(options.get(code) ?? Buffer.alloc(0));
}

/** `10.20.0.1` of an option that holds one address. */
export function optionAddress({ options }: DhcpMessage, code: number): string | undefined {
  const value = options.get(code);
  return value?.length === 4 ? addressOf(value) : undefined;
}

export function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
}

export function addressOf(bytes: Buffer): string {
  return [...bytes].join('.');
}
