import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['hostnme', 'hostname'],
  ['HOSTNAME', 'hostname'],
  ['prot', 'port'],
  ['macs', 'mac'],
  ['ma', 'mac'],
])('%s was meant to be %s', (slip, name) => {
  expect(nearestName(slip, ['address', 'mac', 'port', 'hostname'])).toBe(name);
});

test.each(['ab', 'serial', ''])('"%s" is near to none', (slip) => {
  expect(nearestName(slip, ['address', 'mac', 'hostname'])).toBeNull();
});

test('letters that are swapped are likelier than letters that are missing', () => {
  expect(nearestName('debain', ['dban', 'debian'])).toBe('debian');
});

test('of two that are as near the first is said', () => {
  expect(nearestName('tank', ['bank', 'rank'])).toBe('bank');
});
