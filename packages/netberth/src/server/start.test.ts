import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { firstSteps } from './first-steps.ts';
import { reachableUrls } from './host-addresses.ts';
import { isLocked, startFailure } from './start-failure.ts';

const address = (family: 'IPv4' | 'IPv6', text: string, internal = false) => {
  const common = { address: text, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
};
const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  eth0: [address('IPv6', '2001:db8::5'), address('IPv6', 'fe80::1'), address('IPv4', '192.0.2.5')],
};

test('a server bound to every address is reached by those of the host, IPv4 first', () => {
  expect(reachableUrls('http://[::]:8080', interfaces)).toEqual([
    'http://192.0.2.5:8080',
    'http://[2001:db8::5]:8080',
  ]);
  expect(reachableUrls('http://0.0.0.0:80', interfaces)).toEqual(['http://192.0.2.5']);
  expect(reachableUrls('http://[::]:8080', { lo: interfaces.lo })).toEqual(['http://127.0.0.1:8080']);
  expect(reachableUrls('http://192.0.2.9:8080', interfaces)).toEqual(['http://192.0.2.9:8080']);
});

test('the first steps fit on a screen', () => {
  expect(
    firstSteps({
      boot: ['http://192.0.2.5:8080', 'http://[2001:db8::5]:8080'],
      admin: ['http://127.0.0.1:8081'],
      data: '/srv/netberth',
      version: '0.1.0',
      command: 'netberth',
      isDefaultData: false,
      dhcpMode: 'off',
      firstAdministrator: { name: 'admin', password: 'k3fzm-aaaaa-bbbbb-ccccc' },
    }),
  ).toBe(`Netberth 0.1.0 is up.

  Boot from     http://192.0.2.5:8080/bootstrap.ipxe
                http://[2001:db8::5]:8080/bootstrap.ipxe
  iPXE prompt   chain http://192.0.2.5:8080/
  DHCP          option 67 (filename) "http://192.0.2.5:8080/bootstrap.ipxe" for machines that run iPXE (option 175)
  Console       http://127.0.0.1:8081/
  Data          /srv/netberth

  Sign in as    admin  k3fzm-aaaaa-bbbbb-ccccc
                This password is shown only now.
                Lost it? netberth user password admin --data /srv/netberth

A machine that boots from here shows up in \`netberth machine list --data /srv/netberth\`. Ctrl-C stops the server.
`);
});

test('where DHCP is ours, nobody is told to set up another', () => {
  const bound = { boot: ['http://192.0.2.5:8080'], admin: [], data: '/srv/netberth', version: '0.1.0' };
  const text = firstSteps({
    ...bound,
    command: 'npx netberth',
    isDefaultData: true,
    dhcpMode: 'proxy',
    firstAdministrator: undefined,
  });
  expect(text.split('\n').find((line) => line.includes('DHCP'))).toBe(
    '  DHCP          mode proxy; `npx netberth dhcp check` says what machines are told',
  );
});

function failureOf(code: string, more: object): string {
  const failure = startFailure(Object.assign(new Error('x'), { code, ...more }), { data: './data' });
  return failure instanceof Failure ? failure.message : 'no Failure';
}

test('what keeps a server from starting is told with the way out', () => {
  const at = { syscall: 'listen', address: '::', port: 8080 };
  expect(failureOf('EADDRINUSE', at)).toBe(
    'Cannot start: [::]:8080 is in use by another program.\nEnd that one, or choose another with --boot-listen or --admin-listen ADDR:PORT (port 0: any free one).',
  );
  expect(failureOf('EADDRNOTAVAIL', { ...at, address: '192.0.2.9' })).toBe(
    'Cannot start: 192.0.2.9:8080 is no address of this host.\nChoose one with --boot-listen or --admin-listen ADDR:PORT; [::]:8080 is every address.',
  );
  expect(failureOf('EACCES', { ...at, port: 80 })).toBe(
    'Cannot start: [::]:80: permission denied.\nPorts below 1024 need root or CAP_NET_BIND_SERVICE; or choose another with --boot-listen ADDR:PORT.',
  );
  expect(failureOf('EACCES', { syscall: 'open', path: '/srv/x' })).toBe(
    'Cannot start: no permission for /srv/x.\nRun this as the owner of ./data, or choose another folder with --data DIR.',
  );
  expect(failureOf('ENOSPC', { path: '/srv/x' })).toBe(
    'Cannot start: no space left for /srv/x.\nFree some, or choose another folder with --data DIR.',
  );
});

test('what the server explains itself is kept; a fault of ours keeps its stack', () => {
  const explained = new Error('Starting Netberth on "data": process 7 already uses it.', {
    cause: Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
  });
  expect(startFailure(explained, { data: 'data' })).toEqual(new Failure(explained.message));
  expect(isLocked(explained)).toBe(true);
  const fault = new TypeError('x is not a function');
  expect(startFailure(fault, { data: 'data' })).toBe(fault);
  expect(isLocked(fault)).toBe(false);
});
