import { expect, test } from 'vitest';
import { isHostRefused, isLinkLocal } from './address-of-this-host.ts';

const hostOf = (url: string) => new URL(url).hostname;

test.each([
  'http://127.0.0.1/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://0/',
  'http://LOCALHOST/',
  'http://any.localhost/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://255.255.255.255/',
])('%s is an address of this host, or of what only it can reach', (url) => {
  expect(isHostRefused(hostOf(url))).toBe(true);
});

test.each([
  'http://192.0.2.1/',
  'http://[2001:db8::1]/',
  'http://mirror.example/',
  'http://localhost.example/',
])('%s is none', (url) => {
  expect(isHostRefused(hostOf(url))).toBe(false);
});

test('a mirror on this host itself is one, the secrets of a cloud are none', () => {
  expect(isHostRefused('localhost', isLinkLocal)).toBe(false);
  expect(isHostRefused('127.0.0.1', isLinkLocal)).toBe(false);
  expect(isHostRefused('169.254.169.254', isLinkLocal)).toBe(true);
});
