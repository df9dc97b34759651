import { expect, test } from 'vitest';
import { explainDnsmasqEnd } from './explain-dnsmasq-end.ts';

const ended = (...lines: readonly string[]) =>
  explainDnsmasqEnd({ program: 'dnsmasq', how: 'exit code 2', lines });
const notStarted = (code: string) =>
  explainDnsmasqEnd({
    program: 'dnsmasq',
    lines: [],
    error: Object.assign(new Error('spawn dnsmasq E'), { code }),
  });

test('the last reason that dnsmasq gave is told, not that it failed', () => {
  expect(
    ended(
      'dnsmasq[77]: started, version 2.90 DNS disabled',
      'dnsmasq-dhcp[77]: DHCP, IP range 10.20.0.100 -- 10.20.0.149, lease time 1h',
      'dnsmasq[77]: failed to change group-id to dip: No such file',
      'dnsmasq[77]: FAILED to start up',
    ),
  ).toBe('it ended (exit code 2): failed to change group-id to dip: No such file');
  expect(ended()).toBe('it ended (exit code 2): it said nothing');
});

test('a port in use and a lack of rights are told with the way out', () => {
  expect(ended('', 'dnsmasq: failed to create listening socket for port 69: Address already in use')).toBe(
    'another program on this host has port 69 already (failed to create listening socket for port 69: Address already in use): end that one, or set dhcp.mode to external or off',
  );
  expect(ended('dnsmasq: process is missing required capability NET_ADMIN')).toBe(
    'it is not allowed to (process is missing required capability NET_ADMIN): run Netberth as root, or give it CAP_NET_BIND_SERVICE, CAP_NET_ADMIN and CAP_NET_RAW (systemd: AmbientCapabilities=)',
  );
});

test('a program that is missing or may not be run is told', () => {
  expect(notStarted('ENOENT')).toBe(
    'there is no program "dnsmasq": install it (Debian: apt install dnsmasq-base)',
  );
  expect(notStarted('EACCES')).toBe('"dnsmasq" may not be run: spawn dnsmasq E');
});
