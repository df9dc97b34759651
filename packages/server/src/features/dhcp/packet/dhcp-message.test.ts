import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDiscover, buildProxyRequest } from './client-question.ts';
import { decodeDhcpMessage } from './decode-dhcp-message.ts';
import { messageTypeOf, option, optionAddress, optionText } from './dhcp-message.ts';
import { encodeDhcpMessage } from './encode-dhcp-message.ts';
import { firstMenuItem } from './pxe-menu.ts';

const mac = '02:4e:42:00:00:01';

function decoded(bytes: Buffer) {
  const result = decodeDhcpMessage(bytes);
  if (!result.ok) throw new Error(result.problem);
  return result.message;
}

/** A reply of dnsmasq 2.90 to OVMF, as it was on the wire. */
const offer = Buffer.concat([
  Buffer.from('020106004931a15100048000000000000a1400880a14000100000000', 'hex'),
  Buffer.from('525400000002' + '00'.repeat(10), 'hex'),
  Buffer.alloc(64),
  Buffer.from('snponly.efi'.padEnd(128, '\0'), 'latin1'),
  Buffer.from('6382536335010236040a14000133040000a8c00104ffffff00ff', 'hex'),
]);

describe('a DHCP message', () => {
  test('that a server sent is read field by field', () => {
    const message = decoded(offer);
    expect(message).toMatchObject({
      operation: 'reply',
      transactionId: 0x4931a151,
      seconds: 4,
      isBroadcast: true,
      yourAddress: '10.20.0.136',
      nextServer: '10.20.0.1',
      mac: '52:54:00:00:00:02',
      serverName: '',
      bootFile: 'snponly.efi',
    });
    expect(messageTypeOf(message)).toBe(2);
    expect(optionAddress(message, option.serverIdentifier)).toBe('10.20.0.1');
  });

  test('that UEFI HTTP boot sends is 300 octets or more and says what it is', () => {
    const bytes = encodeDhcpMessage(buildDiscover('http-x64', mac, 7));
    expect(bytes.length).toBeGreaterThanOrEqual(300);
    expect(bytes.subarray(0, 12).toString('hex')).toBe('010106000000000700048000');
    const message = decoded(bytes);
    expect(optionText(message, option.vendorClass)).toBe('HTTPClient:Arch:00016:UNDI:003016');
    expect(message.options.get(option.architecture)).toEqual(Buffer.from([0, 16]));
    expect(message.options.has(option.ipxe)).toBe(false);
  });

  test('is the same after the way over the wire', () => {
    const sent = buildDiscover('ipxe', mac, 0xffff_fffe);
    expect(decoded(encodeDhcpMessage(sent))).toEqual(sent);
  });

  test('keeps an option of more than 255 octets whole', () => {
    const long = Buffer.alloc(600, 'a');
    const sent = { ...buildDiscover('bios', mac, 1), options: new Map([[option.bootFile, long]]) };
    expect(decoded(encodeDhcpMessage(sent)).options.get(option.bootFile)).toEqual(long);
  });

  test('may hold options in the fields for file and server name', () => {
    const bytes = Buffer.from(offer);
    bytes.write('\x43\x08boot.efi\xff', 108, 'latin1');
    bytes.write('\x42\x0410.1\xff', 44, 'latin1');
    Buffer.from('350102340103ff', 'hex').copy(bytes, 240);
    const message = decoded(bytes);
    expect([message.bootFile, message.serverName]).toEqual(['', '']);
    expect([optionText(message, option.bootFile), optionText(message, option.tftpServer)]).toEqual([
      'boot.efi',
      '10.1',
    ]);
  });

  test('may hold a boot menu, whose first item is asked for at port 4011', () => {
    // Option 43 as dnsmasq 2.90 sends it to a BIOS machine in proxy mode.
    const said = Buffer.from('0601030a040050584508078000010a140001090b8000084e65746265727468ff', 'hex');
    const item = firstMenuItem(said);
    expect(item).toEqual({ type: 0x8000, title: 'Netberth' });
    const asked = buildProxyRequest(buildDiscover('bios', mac, 7), '10.20.0.54', item);
    expect(asked.options.get(option.vendorOptions)?.toString('hex')).toBe('470480000000ff');
    expect([asked.clientAddress, asked.isBroadcast, messageTypeOf(asked)]).toEqual(['10.20.0.54', false, 3]);
  });

  test.each([
    ['too short', Buffer.alloc(239), 'is 239 octets long, wanted 240'],
    ['without the cookie', Buffer.alloc(300), 'is BOOTP without options'],
    [
      'of an unknown operation',
      Buffer.concat([Buffer.from([9]), encodeDhcpMessage(buildDiscover('bios', mac, 1)).subarray(1)]),
      'has operation 9',
    ],
  ])('%s is no message', (_, bytes, problem) => {
    expect(decodeDhcpMessage(bytes)).toEqual({ ok: false, problem });
  });

  test('whatever it holds, is read to its end or refused, and never throws', () => {
    const noise = uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    assert(
      property(noise, (bytes) => {
        const real = Buffer.concat([offer.subarray(0, 240), bytes]);
        expect(decodeDhcpMessage(real).ok).toBe(true);
        decodeDhcpMessage(bytes);
        firstMenuItem(bytes);
      }),
    );
  });
});
