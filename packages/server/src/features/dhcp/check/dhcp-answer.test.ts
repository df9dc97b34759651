import { expect, test } from 'vitest';
import { buildDiscover } from '../packet/client-question.ts';
import { option } from '../packet/dhcp-message.ts';
import type { DhcpMessage } from '../packet/dhcp-message.ts';
import { readAnswer } from './dhcp-answer.ts';

const asker = '10.20.0.2';
const offer: DhcpMessage = {
  ...buildDiscover('bios', '02:4e:42:00:00:01', 7),
  operation: 'reply',
  yourAddress: '10.20.0.50',
  options: new Map([
    [option.messageType, Buffer.from([2])],
    [option.serverIdentifier, Buffer.from([10, 20, 0, 9])],
  ]),
};

test('an offer is read as its client would', () => {
  expect(readAnswer({ ...offer, bootFile: 'pxelinux.0' }, '10.20.0.200', asker)).toEqual({
    server: '10.20.0.9',
    address: '10.20.0.50',
    bootFile: 'pxelinux.0',
    bootServer: '10.20.0.200',
    vendorClass: '',
    wantsSecondQuestion: false,
    menuItem: null,
  });
});

test('the address that the client has already is given by nobody', () => {
  const repeated = { ...offer, yourAddress: '10.20.0.2' };
  expect(readAnswer(repeated, '10.20.0.1', asker)?.address).toBeNull();
});

test('a proxy that names no file is asked again, unless its menu begins with the local disk', () => {
  const vendorClass: [number, Buffer] = [option.vendorClass, Buffer.from('PXEClient')];
  const proxy = { ...offer, yourAddress: '0.0.0.0', options: new Map([...offer.options, vendorClass]) };
  expect(readAnswer(proxy, '10.20.0.1', asker)?.wantsSecondQuestion).toBe(true);
  const localDisk: [number, Buffer] = [option.vendorOptions, Buffer.from('0905000002486fff', 'hex')];
  const withMenu = { ...proxy, options: new Map([...proxy.options, localDisk]) };
  expect(readAnswer(withMenu, '10.20.0.1', asker)).toMatchObject({
    wantsSecondQuestion: false,
    menuItem: { type: 0, title: 'Ho' },
  });
});

test.each([
  ['a question', { operation: 'request' }],
  ['a refusal', { options: new Map([[option.messageType, Buffer.from([6])]]) }],
] as const)('%s is no answer', (_, different) => {
  expect(readAnswer({ ...offer, ...different }, '10.20.0.1', asker)).toBeNull();
});
