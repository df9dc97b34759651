import { expect, test } from 'vitest';
import { documentOf, fieldsOf, noInterface } from './network-fields.ts';

const document = {
  interfaces: [
    {
      mac: null,
      name: 'bond0',
      bond: {
        mode: '802.3ad' as const,
        members: [
          { mac: '52:54:00:00:00:01', name: 'ens3' },
          { mac: '52:54:00:00:00:02', name: null },
        ],
        meanwhile: { vlan: null, addresses: ['192.0.2.9/24'], gateways: [] },
      },
      vlan: 12,
      mtu: 9000,
      addresses: ['192.0.2.10/24', '2001:db8::10/64'],
      gateways: ['192.0.2.1'],
    },
  ],
  dns: ['192.0.2.3'],
  search: ['example.org', 'example.net'],
  boot: '52:54:00:00:00:01',
};

test('what is not touched comes back as it was, also what the form does not show', () => {
  expect(documentOf(fieldsOf(document))).toEqual(document);
});

test('a network without interfaces is none', () => {
  expect(documentOf({ ...fieldsOf(document), interfaces: [] })).toBe(null);
  expect(fieldsOf(null).interfaces).toEqual([]);
});

test('what is left empty is not known', () => {
  const fields = {
    interfaces: [{ ...noInterface, addresses: '192.0.2.10/24' }],
    dns: '',
    search: '',
    boot: '',
  };
  expect(documentOf(fields)).toEqual({
    interfaces: [
      {
        mac: null,
        name: null,
        bond: null,
        vlan: null,
        mtu: null,
        addresses: ['192.0.2.10/24'],
        gateways: [],
      },
    ],
    dns: [],
    search: [],
    boot: null,
  });
});

test('a bond has no card of its own', () => {
  const bonded = {
    ...noInterface,
    mac: '52:54:00:00:00:01',
    bondMode: 'active-backup' as const,
    members: ['52:54:00:00:00:02'],
  };
  const made = documentOf({ interfaces: [bonded], dns: '', search: '', boot: '' });
  expect(made?.interfaces[0]?.mac).toBe(null);
  expect(made?.interfaces[0]?.bond).toEqual({
    mode: 'active-backup',
    members: [{ mac: '52:54:00:00:00:02', name: null }],
    meanwhile: null,
  });
});
