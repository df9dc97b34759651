import { expect, test } from 'vitest';
import { renderReservations } from './render-reservations.ts';

test('known machines are lines of dnsmasq: their MACs, their address, their name', () => {
  expect(
    renderReservations([
      { macs: ['52:54:00:4e:57:01', '52:54:00:4e:57:02'], address: '10.20.0.77', hostname: 'node1' },
      { macs: ['52:54:00:4e:57:03'], address: 'fd00:20::77', hostname: null },
    ]),
  ).toBe('52:54:00:4e:57:01,52:54:00:4e:57:02,10.20.0.77,node1\n52:54:00:4e:57:03,[fd00:20::77]\n');
});

test('an address that two machines have goes to the first, and no name becomes configuration', () => {
  expect(
    renderReservations([
      { macs: ['52:54:00:4e:57:01'], address: '10.20.0.77', hostname: 'node1\ndhcp-script=/bin/sh' },
      { macs: ['52:54:00:4e:57:02'], address: '10.20.0.77', hostname: 'node2' },
      { macs: [], address: '10.20.0.78', hostname: 'node3' },
    ]),
  ).toBe('52:54:00:4e:57:01,10.20.0.77\n');
});
