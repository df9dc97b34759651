/** Where the fields of a message begin, in octets (RFC 2131 figure 1). */
export const layout = {
  operation: 0,
  hardwareType: 1,
  hardwareLength: 2,
  transactionId: 4,
  seconds: 8,
  flags: 10,
  clientAddress: 12,
  yourAddress: 16,
  nextServer: 20,
  relayAddress: 24,
  hardwareAddress: 28,
  serverName: 44,
  bootFile: 108,
  cookie: 236,
  options: 240,
} as const;

/** RFC 2132 2: what says that options follow. */
export const magicCookie = 0x63825363;
export const broadcastFlag = 0x8000;
export const ethernet = 1;
