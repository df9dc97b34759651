import { expect, test } from 'vitest';
import { machineChanges } from './machine-changes.ts';

const machine = {
  id: 7,
  state: 'new' as const,
  stateReason: null,
  hostname: 'web1',
  macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
  serial: null,
  uuid: null,
  asset: null,
  address: '192.0.2.10',
  network: null,
  labels: { site: 'berlin', rack: '7' },
  metadata: {},
  resting: 'disk',
  hardware: {},
  protected: false,
  proof: 'none' as const,
  kiwisprayState: 'new',
  grant: null,
  pendingSteps: [],
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: null,
  lastAddress: null,
  downloadTurn: null,
  installProgress: null,
};
const unchanged = {
  hostname: 'web1',
  macs: '52:54:00:12:34:56 52:54:00:12:34:57',
  serial: '',
  uuid: '',
  address: '192.0.2.10',
  resting: 'disk',
  proof: 'none',
  labels: 'rack=7\nsite=berlin',
};

test('what is as it was is not sent', () => {
  expect(machineChanges(machine, unchanged)).toEqual({});
});

test('a MAC in other letters is the same MAC', () => {
  const macs = '52-54-00-12-34-56, 52:54:00:12:34:57';
  expect(machineChanges(machine, { ...unchanged, macs })).toEqual({});
});

test('changes, additions and removals are sent, each by itself', () => {
  const fields = {
    ...unchanged,
    hostname: '',
    macs: '52:54:00:12:34:56 52:54:00:AA:BB:CC',
    labels: 'site=paris\nrole=web',
  };
  expect(machineChanges(machine, fields)).toEqual({
    hostname: '',
    addMacs: ['52:54:00:AA:BB:CC'],
    removeMacs: ['52:54:00:12:34:57'],
    labels: { site: 'paris', role: 'web', rack: '' },
  });
});
