import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextRolloutStep } from './next-rollout-step.ts';
import type { RolloutFact, RolloutFacts, RolloutOrder } from './next-rollout-step.ts';

const order: RolloutOrder = {
  ...{ where: 'role=edge', canary: '1', wave: '2', maxFailures: '0', staged: false },
  ...{ healthyWithin: '15m', bootWithin: '7d' },
};
const minuteMs = 60_000;
const waiting = (id: number): RolloutFact => ({
  ...{ id, phase: 'waiting', isStaged: false, calledAtMs: null, bootedAtMs: null, obstacle: null },
  isBusy: false,
});
const running: Omit<RolloutFacts, 'machines'> = { nowMs: 0, status: 'running', order, lost: null };

test('first the canary alone is called, and the wave when the canary is healthy', () => {
  const machines = [1, 2, 3, 4].map(waiting);
  expect(nextRolloutStep({ ...running, machines })).toEqual({ ended: [], next: { kind: 'call', ids: [1] } });
  const called = machines.with(0, { ...waiting(1), phase: 'called', calledAtMs: 0 });
  expect(nextRolloutStep({ ...running, machines: called }).next).toEqual({ kind: 'wait' });
  const healthy = machines.with(0, { ...waiting(1), phase: 'healthy' });
  expect(nextRolloutStep({ ...running, machines: healthy }).next).toEqual({ kind: 'call', ids: [2, 3] });
});

test('a canary that does not say in time that it is healthy has failed, and stops the roll-out', () => {
  const booted: RolloutFact = { ...waiting(1), phase: 'booted', bootedAtMs: 0 };
  const machines = [booted, waiting(2)];
  expect(nextRolloutStep({ ...running, nowMs: 15 * minuteMs - 1, machines }).next).toEqual({ kind: 'wait' });
  expect(nextRolloutStep({ ...running, nowMs: 15 * minuteMs, machines })).toEqual({
    ended: [{ id: 1, phase: 'failed', why: 'it did not say that it is healthy within 15m' }],
    next: { kind: 'stop', why: '1 of 1 machines failed, and 0 may' },
  });
});

test('failures are borne as far as the share of those called so far goes', () => {
  const machines = Array.from({ length: 100 }, (_, index) => ({
    ...waiting(index + 1),
    phase: index < 2 ? ('failed' as const) : ('healthy' as const),
  }));
  const bearing = (maxFailures: string) =>
    nextRolloutStep({ ...running, order: { ...order, maxFailures }, machines }).next;
  expect(bearing('2%')).toEqual({ kind: 'done' });
  expect(bearing('1%')).toEqual({ kind: 'stop', why: '2 of 100 machines failed, and 1% may' });
});

test('a machine that does not boot is left, and another takes its place in the canary', () => {
  const called: RolloutFact = { ...waiting(1), phase: 'called', calledAtMs: 0 };
  const step = nextRolloutStep({
    ...running,
    nowMs: 7 * 24 * 60 * minuteMs,
    machines: [called, waiting(2), waiting(3)],
  });
  expect(step).toEqual({
    ended: [{ id: 1, phase: 'left', why: 'it did not boot within 7d' }],
    next: { kind: 'call', ids: [2] },
  });
});

test('only machines that keep the image are called when it is to be staged first', () => {
  const staged = { ...order, staged: true };
  const machines = [waiting(1), { ...waiting(2), isStaged: true }];
  expect(nextRolloutStep({ ...running, order: staged, machines }).next).toEqual({ kind: 'call', ids: [2] });
  expect(nextRolloutStep({ ...running, order: staged, machines: [waiting(1)] }).next).toEqual({
    kind: 'wait',
  });
});

test('a version that was replaced since is given to nobody else', () => {
  const step = nextRolloutStep({ ...running, lost: 'profile edge-2 was replaced', machines: [waiting(1)] });
  expect(step.next).toEqual({ kind: 'pause', why: 'profile edge-2 was replaced' });
});

const share = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map(String),
  fc.integer({ min: 0, max: 100 }).map((part) => `${part}%`),
);
const fact = fc.record({
  phase: fc.constantFrom('waiting', 'called', 'booted', 'healthy', 'failed', 'left', 'back'),
  isStaged: fc.boolean(),
  calledAtMs: fc.constantFrom(null, 0, minuteMs),
  bootedAtMs: fc.constantFrom(null, 0, minuteMs),
  obstacle: fc.constantFrom(null, null, 'it is held'),
  isBusy: fc.boolean(),
});
const anyFacts: fc.Arbitrary<RolloutFacts> = fc.record({
  nowMs: fc.constantFrom(0, 10 * minuteMs, 60 * minuteMs, 20_000 * minuteMs),
  status: fc.constantFrom('proposed', 'running', 'paused', 'stopped', 'done', 'back'),
  order: fc.record({
    ...{ where: fc.constant('role=edge'), canary: share, wave: share, maxFailures: share },
    ...{ healthyWithin: fc.constant('15m'), bootWithin: fc.constant('7d'), staged: fc.boolean() },
  }),
  lost: fc.constantFrom(null, null, null, 'profile edge-2 was replaced'),
  machines: fc
    .array(fact, { maxLength: 60 })
    .map((facts) => facts.map((each, index) => ({ ...each, id: index + 1 }))),
});
const calledBy = (facts: RolloutFacts) => {
  const { next } = nextRolloutStep(facts);
  return next.kind === 'call' ? next.ids : [];
};
const sizeOf = (text: string, of: number) =>
  Math.max(1, text.endsWith('%') ? Math.ceil((Number.parseInt(text, 10) * of) / 100) : Number(text));

test('never are more machines under way than the canary or the wave', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { canary, wave } = facts.order;
      const count = facts.machines.length;
      const ids = calledBy(facts);
      const ended = new Set(nextRolloutStep(facts).ended.map(({ id }) => id));
      const underWay = facts.machines.filter(
        ({ id, phase }) => (phase === 'called' || phase === 'booted') && !ended.has(id),
      );
      if (ids.length > 0) expect(underWay).toEqual([]);
      expect(ids.length).toBeLessThanOrEqual(Math.max(sizeOf(canary, count), sizeOf(wave, count)));
    }),
    { numRuns: 2000 },
  );
});

test('only a roll-out that runs calls a machine, and only one that waits, is free, and keeps what it must', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const ids = calledBy(facts);
      if (facts.status !== 'running' || facts.lost !== null) expect(ids).toEqual([]);
      for (const machine of facts.machines.filter(({ id }) => ids.includes(id))) {
        expect(machine).toMatchObject({ phase: 'waiting', obstacle: null, isBusy: false });
        if (facts.order.staged) expect(machine.isStaged).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what has ended stays as it is', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const phases = new Map(facts.machines.map(({ id, phase }) => [id, phase]));
      for (const { id } of nextRolloutStep(facts).ended)
        expect(['waiting', 'called', 'booted']).toContain(phases.get(id));
    }),
    { numRuns: 1000 },
  );
});

type Fate = { readonly boots: boolean; readonly isWell: boolean };
const fate: fc.Arbitrary<Fate> = fc.record({ boots: fc.boolean(), isWell: fc.boolean() });

test('every roll-out comes to its end, whatever becomes of the machines', () => {
  fc.assert(
    fc.property(
      fc.array(fate, { maxLength: 40 }),
      share,
      share,
      share,
      (fates, canary, wave, maxFailures) => {
        let machines = fates.map((_, index) => waiting(index + 1));
        let nowMs = 0;
        for (let steps = 0; steps < 400; steps++) {
          const facts = { ...running, nowMs, order: { ...order, canary, wave, maxFailures }, machines };
          const { ended, next } = nextRolloutStep(facts);
          for (const { id, phase } of ended) machines = machines.with(id - 1, { ...waiting(id), phase });
          if (next.kind === 'stop' || next.kind === 'done') return;
          if (next.kind === 'call')
            for (const id of next.ids) {
              const { boots = false, isWell = false } = fates[id - 1] ?? {};
              const moved = boots ? (isWell ? 'healthy' : 'booted') : 'called';
              machines = machines.with(id - 1, {
                ...waiting(id),
                phase: moved,
                calledAtMs: nowMs,
                bootedAtMs: nowMs,
              });
            }
          nowMs += 8 * 24 * 60 * minuteMs;
        }
        expect.fail('it goes on and on');
      },
    ),
    { numRuns: 300 },
  );
});
