import { expect, test } from 'vitest';
import { parseMediumWay, type WayText } from './parse-medium-way.ts';

const address: WayText = {
  ip: ['192.0.2.10/24'],
  gateway: [],
  dns: [],
  vlan: null,
  mac: null,
  bootUrl: null,
};

/** The URL as the medium asks it, or what is wrong. */
function targetOf(bootUrl: string | null, more: Partial<WayText> = {}): string {
  const way = parseMediumWay({ ...address, ...more, bootUrl });
  return way.kind === 'way' ? way.target.url : way.problems.map(({ message }) => message).join('\n');
}

test('a server is named by address or name, with a port and a path, without a slash at its end', () => {
  expect(targetOf('http://192.0.2.1:8080/')).toBe('http://192.0.2.1:8080');
  expect(targetOf('https://boot.example/menus/v1/', { dns: ['192.0.2.53'] })).toBe(
    'https://boot.example/menus/v1',
  );
  expect(targetOf('http://[2001:db8::1]:8080', { ip: ['2001:db8::5/64'] })).toBe('http://[2001:db8::1]:8080');
});

test('what is no URL of a server is refused', () => {
  for (const url of [
    '192.0.2.1:8080',
    'ftp://192.0.2.1',
    'http://a b',
    'http://192.0.2.999',
    'http://192.0.2.1:0',
    'http://x/?a=1',
    'http://x/${y}',
    'http://[::1',
    'http://u:p@x',
  ])
    expect(targetOf(url)).toBe(`"${url}" is not the URL of a server, such as http://192.0.2.1:8080`);
  expect(targetOf(null)).toBe('is missing: the URL at which machines reach the server');
});

test('a server that this network can never reach is refused', () => {
  expect(targetOf('http://198.51.100.1')).toBe(
    '"198.51.100.1" is outside 192.0.2.10/24: give the gateway that leads there',
  );
  expect(targetOf('http://198.51.100.1', { gateway: ['192.0.2.1'] })).toBe('http://198.51.100.1');
  expect(targetOf('http://boot.example')).toBe(
    '"boot.example" is a name, and the medium knows no name server: give one with dns, or the server\'s address',
  );
  expect(targetOf('http://[2001:db8::1]')).toBe(
    '"2001:db8::1" is an IPv6 address, and the medium gets no IPv6 address',
  );
});
