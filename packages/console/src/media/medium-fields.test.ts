import { expect, test } from 'vitest';
import { mediumOrder, noMediumFields } from './medium-fields.ts';

test('what is left empty is not sent', () => {
  expect(mediumOrder({ ...noMediumFields, machine: '7' })).toEqual({
    machine: '7',
    firmware: ['bios', 'uefi'],
    format: 'iso',
    menu: false,
    replace: false,
  });
});

test('addresses of both families are sent one by one', () => {
  const fields = { ip: '192.0.2.10/24, 2001:db8::10/64', gateway: '192.0.2.1', dns: '192.0.2.2 192.0.2.3' };
  expect(mediumOrder({ ...noMediumFields, ...fields, machine: 'web1', way: 'static', vlan: '12' })).toEqual({
    machine: 'web1',
    ip: ['192.0.2.10/24', '2001:db8::10/64'],
    gateway: ['192.0.2.1'],
    dns: ['192.0.2.2', '192.0.2.3'],
    vlan: '12',
    firmware: ['bios', 'uefi'],
    format: 'iso',
    menu: false,
    replace: false,
  });
});

test('what was typed and then given up for what is known is not sent', () => {
  const order = mediumOrder({ ...noMediumFields, machine: '7', ip: '192.0.2.10/24', vlan: '12' });
  expect(order).not.toHaveProperty('ip');
  expect(order).not.toHaveProperty('vlan');
});

test('DHCP is said, so that the address that is known does not count', () => {
  expect(mediumOrder({ ...noMediumFields, machine: '7', way: 'dhcp' }).ip).toEqual(['dhcp']);
});
