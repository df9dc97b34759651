import type { Boot, Grant, MachineHistory } from '@netberth/api';
import { expect, test } from 'vitest';
import { checkFleet } from './check-fleet.ts';
import { checkHistory } from './check-history.ts';
import { switchedOff } from './machine-state.ts';
import type { MachineState } from './machine-state.ts';
import { stormMachine } from './storm-machine.ts';

const second = (count: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, count)).toISOString();

const grant: Grant = {
  id: 5,
  status: 'live',
  steps: ['wipe', 'image1'],
  step: 0,
  starts: 0,
  maxStarts: 2,
  expiresAt: second(100),
  address: null,
  createdBy: 'ada',
  createdAt: second(0),
  reason: null,
};

function boot(number: number, more: Partial<Boot>): Boot {
  const served = { decision: 'profile', grantId: 5, reasonCode: 'NB1006', reason: 'it is granted' } as const;
  const texts = { address: '127.0.0.1', script: '', files: [], callbacks: [] };
  return {
    number,
    at: second(0),
    choice: null,
    profile: null,
    step: null,
    startedAt: null,
    finishedAt: null,
    ...served,
    ...texts,
    ...more,
  };
}

const wiped = boot(1, {
  at: second(1),
  profile: 'wipe',
  step: 0,
  startedAt: second(2),
  finishedAt: second(3),
});
const installed = boot(2, {
  at: second(4),
  profile: 'image1',
  step: 1,
  startedAt: second(5),
  finishedAt: second(6),
});
const disk = boot(3, { at: second(7), decision: 'disk', grantId: null });

function history(boots: readonly Boot[], more: Partial<MachineHistory> = {}): MachineHistory {
  const identity = { macs: [], serial: null, uuid: null, asset: null, hostname: null, address: null };
  return {
    id: 7,
    state: 'finished',
    stateReason: null,
    ...identity,
    labels: {},
    metadata: {},
    resting: 'disk',
    hardware: {},
    protected: false,
    proof: 'none',
    network: null,
    kiwisprayState: 'finished',
    grant: null,
    pendingSteps: [],
    createdAt: second(0),
    lastSeenAt: null,
    lastAddress: null,
    downloadTurn: null,
    installProgress: null,
    boots: [...boots],
    events: [],
    facts: null,
    ...more,
  };
}

const seen: MachineState = {
  ...switchedOff(stormMachine(1), 'http://192.0.2.1/bootstrap.ipxe'),
  doing: { kind: 'local-disk' },
  boots: [
    { number: 1, profile: 'wipe', isFinished: true },
    { number: 2, profile: 'image1', isFinished: true },
  ],
};
const bootsSeen = [wiped, installed, disk];

test('a machine that was wiped, installed, and boots its disk is in order', () => {
  expect(checkHistory(history(bootsSeen), grant, seen)).toEqual([]);
});

test('asking again before the start is in order', () => {
  const again = boot(4, { at: second(4), profile: 'image1', step: 1 });
  expect(checkHistory(history([...bootsSeen, again]), grant, seen)).toEqual([]);
});

test.each<[string, readonly Boot[], readonly string[]]>([
  [
    'a step that started twice',
    [...bootsSeen, boot(4, { at: second(4), profile: 'image1', step: 1, startedAt: second(5) })],
    ['machine 7: step 1 (image1) of grant 5 started 2 times, by boots 2, 4'],
  ],
  [
    'a step that finished twice',
    [...bootsSeen, boot(4, { at: second(4), profile: 'image1', step: 1, finishedAt: second(6) })],
    ['machine 7: step 1 (image1) of grant 5 finished 2 times, by boots 2, 4'],
  ],
  [
    'an installer without a grant',
    [...bootsSeen, boot(4, { at: second(8), profile: 'image1', grantId: null })],
    ['machine 7: boot 4 served image1 under grant none, not 5'],
  ],
  [
    'an installer after its grant had expired',
    [wiped, { ...installed, at: second(100), startedAt: second(101), finishedAt: second(102) }, disk],
    [`machine 7: boot 2 served image1 at ${second(100)}, when grant 5 did not live`],
  ],
  [
    'a profile that is not the step',
    [wiped, { ...installed, profile: 'wipe' }, disk],
    [
      'machine 7: boot 2 served wipe as step 1, which is not in its grant',
      'machine 7: it was served image1 by boot 2, which the server does not know',
    ],
  ],
  [
    'a step that was served after it had finished',
    [...bootsSeen, boot(4, { at: second(7), profile: 'image1', step: 1 })],
    ['machine 7: boot 4 served image1 after step 1 had finished'],
  ],
  [
    'a step that was served before the one before it had finished',
    [wiped, { ...installed, at: second(2) }, disk],
    ['machine 7: boot 2 served image1 before step 0 had finished'],
  ],
  [
    'an answered finish that is not on record',
    [wiped, { ...installed, finishedAt: null }, disk],
    [
      'machine 7: step 1 (image1) of grant 5 finished 0 times',
      'machine 7: its finish of boot 2 was answered, but the server does not know it',
    ],
  ],
])('%s is found', (_, boots, problems) => {
  expect(checkHistory(history(boots), grant, seen)).toEqual(problems);
});

test('a machine that is not finished is found, with what it was told last', () => {
  const stuck: MachineState = {
    ...seen,
    lastWords: 'NB1107: boot 2 has started',
    doing: { kind: 'gave-up', why: 'no answer' },
  };
  expect(checkHistory(history(bootsSeen, { state: 'installing', grant }), grant, stuck)).toEqual([
    'machine 7: it is installing, not finished',
    'machine 7: its grant 5 is still live',
    'machine 7: it gave up: no answer',
    'machine 7: it was told last: NB1107: boot 2 has started',
  ]);
});

test('machines that nobody added, or that have not finished, and alerts are found', () => {
  const alert = {
    id: 1,
    at: second(1),
    severity: 'alert',
    kind: 'conflict',
    message: 'NB1103: two',
    machineId: 7,
  } as const;
  expect(checkFleet([history([]), history([], { state: 'new' })], 1, [alert])).toEqual([
    'the server knows 2 machines, 1 were added',
    '1 of 2 machines are not finished',
    '1 alerts, the first: NB1103: two',
  ]);
  expect(checkFleet([history([])], 1, [])).toEqual([]);
});
