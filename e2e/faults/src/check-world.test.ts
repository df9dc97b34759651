import type { Boot, MachineHistory } from '@netberth/api';
import { expect, test } from 'vitest';
import { checkWorld } from './check-world.ts';
import type { Act, Call, Told, Visit } from './told.ts';

const expiresAt = '2026-01-01T04:00:00.000Z';
const grant: Act = {
  ...{ machine: 0, does: 'grant', askedMs: 0, answeredMs: 1, steps: ['wipe', 'image1'] },
  grant: { id: 5, expiresAt },
};
const visit: Visit = { machine: 0, askedMs: 10, answeredMs: 11, boot: 1, profile: 'wipe' };
const call = (what: Call['what'], askedMs: number, boot = 1): Call => ({
  ...{ machine: 0, boot, what, askedMs, answeredMs: askedMs + 1 },
});
const bothSteps: Told = {
  acts: [grant],
  visits: [visit, { ...visit, askedMs: 20, answeredMs: 21, boot: 2, profile: 'image1' }],
  calls: [call('post-install', 12), call('finish', 14), call('post-install', 22, 2), call('finish', 24, 2)],
};

const served = (number: number, step: number, profile: string, more: Partial<Boot> = {}): Boot => ({
  ...{ number, step, profile, at: '2026-01-01T00:00:00.000Z', decision: 'profile', grantId: 5 },
  ...{ address: '192.0.2.1', choice: null, reasonCode: 'NB1006', reason: 'granted', script: '' },
  ...{ startedAt: expiresAt, finishedAt: expiresAt, files: [], callbacks: [] },
  ...more,
});
const bothBoots = [served(2, 1, 'image1'), served(1, 0, 'wipe')];

function problemsOf(told: Told, boots: readonly Boot[], state = 'finished', more: object = {}): string[] {
  const history = { id: 7, state, stateReason: null, boots } as unknown as MachineHistory;
  return checkWorld(told, [{ machine: 0, history, isTwin: false, mayExpire: false, ...more }]).map((text) =>
    text.replace('machine 7 (number 0): ', ''),
  );
}

test('nothing is wrong with two steps that ran under one grant', () => {
  expect(problemsOf(bothSteps, bothBoots)).toEqual([]);
});

test('an installer that was served without a grant, under none that was made, or too late is named', () => {
  const withBoot = (more: Partial<Boot>) =>
    problemsOf(bothSteps, [served(2, 1, 'image1'), served(1, 0, 'wipe', more)]);
  expect(withBoot({ grantId: null })).toContain('boot 1 served wipe without a grant');
  expect(withBoot({ grantId: 4 })).toContain('boot 1 served wipe under grant 4, which nobody made');
  expect(withBoot({ step: 1 })).toContain('boot 1 served wipe as step 1 of wipe,image1');
  expect(withBoot({ at: expiresAt })).toContain(
    `boot 1 served wipe at ${expiresAt}, when grant 5 had expired`,
  );
});

test('a grant that nobody learnt of may be what it was served under', () => {
  const acts: Act[] = [
    { ...grant, answeredMs: null, grant: null },
    { ...grant, askedMs: 30, answeredMs: 31, grant: { id: 6, expiresAt } },
  ];
  const boots = [
    served(2, 1, 'image1', { grantId: 6 }),
    served(3, 0, 'wipe', { grantId: 6 }),
    served(1, 0, 'wipe', { grantId: 5 }),
  ];
  const told: Told = {
    acts,
    visits: [visit, { ...visit, askedMs: 40, answeredMs: 41, boot: 3 }],
    calls: [call('finish', 42, 3), call('finish', 44, 2)],
  };
  expect(problemsOf(told, boots)).toEqual([]);
});

test('an installer that was asked for after the grant was revoked, or another took its place, is named', () => {
  const revoke: Act = { machine: 0, does: 'revoke', askedMs: 3, answeredMs: 4 };
  const other: Act = { ...grant, askedMs: 3, answeredMs: 4, grant: { id: 6, expiresAt } };
  const told = { ...bothSteps, visits: [visit] };
  const ended = 'boot 1 served wipe after the end of grant 5 was answered';
  expect(problemsOf({ ...told, acts: [grant, revoke] }, bothBoots)).toContain(ended);
  expect(problemsOf({ ...told, acts: [grant, other] }, bothBoots)).toContain(ended);
});

test('a step that was served again after it had started or finished is named', () => {
  const again = { ...visit, askedMs: 30, answeredMs: 31, boot: 3 };
  const boots = [served(3, 0, 'wipe'), ...bothBoots];
  expect(problemsOf({ ...bothSteps, visits: [...bothSteps.visits, again] }, boots)).toEqual([
    'step 0 of grant 5 was served by boot 3 after the post-install of boot 1',
    'step 0 of grant 5 was served by boot 3 after the finish of boot 1',
  ]);
  const calls = [...bothSteps.calls, call('post-install', 13, 3)];
  const overlapping = { ...again, askedMs: 9 };
  expect(problemsOf({ ...bothSteps, calls, visits: [...bothSteps.visits, overlapping] }, boots)).toContain(
    'step 0 of grant 5 was installed 2 times, by boots 1,3',
  );
});

test('what was answered and is not there is named', () => {
  expect(problemsOf(bothSteps, [served(2, 1, 'image1'), served(1, 0, 'image1')])).toContain(
    'it was served wipe by boot 1, which the server does not know',
  );
  expect(problemsOf(bothSteps, [served(2, 1, 'image1', { finishedAt: null }), served(1, 0, 'wipe')])).toEqual(
    ['its finish of boot 2 was answered, but the server does not know it'],
  );
});

test('a state that does not follow from what was told is named', () => {
  expect(problemsOf(bothSteps, bothBoots, 'installing')).toEqual([
    'it is installing (no reason), not finished',
  ]);
  const brokenOff = { ...bothSteps, calls: bothSteps.calls.slice(0, 3) };
  expect(problemsOf(brokenOff, bothBoots, 'installing')).toEqual([]);
  expect(problemsOf(brokenOff, bothBoots)).toEqual(['it is finished (no reason), not installing']);
  const unanswered = {
    ...bothSteps,
    calls: [...brokenOff.calls, { ...call('finish', 24, 2), answeredMs: null }],
  };
  expect(problemsOf(unanswered, bothBoots, 'installing')).toEqual([]);
  expect(problemsOf(unanswered, bothBoots, 'finished')).toEqual([]);
  expect(problemsOf(bothSteps, bothBoots, 'finished', { isTwin: true })).toEqual([
    'it is finished (no reason), not held',
  ]);
});
