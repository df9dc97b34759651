import type { MachineState, WantedRule } from '@netberth/api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeMachine } from './judge-machine.ts';
import type { Judged, RuleAtWork } from './judge-machine.ts';
import { conditionsOf } from './rule-record.ts';

const hourMs = 3_600_000;
const nowMs = 10 * hourMs;

const plainRule: WantedRule = {
  ...{ mode: 'active', order: 100, match: ['vendor=Dell*'] },
  ...{ labels: {}, hostname: null, resting: null, grant: null },
};
const grantsWeb: WantedRule['grant'] = {
  ...{ profiles: ['web'], expires: '4h', maxStarts: 2, how: 'automatic', maxGrants: 2 },
};

function atWork(name: string, wanted: Partial<WantedRule>, work: Partial<RuleAtWork> = {}): RuleAtWork {
  const says = { ...plainRule, ...wanted };
  const conditions = conditionsOf(says.match);
  const rule = { ...says, name, conditions, grantor: 'user:1', changedBy: 'ada', changedAtMs: 0 };
  return { rule, grantedAtMs: [], hasGranted: false, ...work };
}

function machine(values: Partial<Judged> = {}): Judged {
  return {
    ...{ id: 7, state: 'new', hostname: null, resting: 'disk', isProtected: false },
    ...{ finishedAtMs: null, grantId: null, labels: {} },
    facts: new Map([['vendor', ['Dell Inc.']]]),
    values: { machine: { id: 7, serial: 'SN-7' } },
    ...values,
  };
}

/** Without the rule itself, whose name is enough. */
function actsOf(judged: Judged, rules: readonly RuleAtWork[]) {
  return judgeMachine(judged, rules, nowMs).acts.map(({ rule, ...act }) => ({ by: rule.name, ...act }));
}

test('a machine gets the label, the name, the resting choice and the grant that it lacks', () => {
  const rule = atWork('dell', {
    ...{ labels: { vendor: 'dell' }, hostname: 'web-{{ machine.serial }}', resting: 'live' },
    grant: grantsWeb,
  });
  expect(actsOf(machine(), [rule])).toEqual([
    { by: 'dell', kind: 'label', labels: { vendor: 'dell' } },
    { by: 'dell', kind: 'name', hostname: 'web-sn-7' },
    { by: 'dell', kind: 'rest', resting: 'live' },
    { by: 'dell', kind: 'grant', grant: grantsWeb },
  ]);
});

test('what it has already is not overwritten', () => {
  const rule = atWork('dell', { labels: { vendor: 'dell', rack: '7' }, hostname: 'web', resting: 'live' });
  const named = machine({ labels: { vendor: 'other' }, hostname: 'mine', resting: 'menu' });
  expect(actsOf(named, [rule])).toEqual([{ by: 'dell', kind: 'label', labels: { rack: '7' } }]);
});

test('all rules that match apply, and the first that says a thing says it alone', () => {
  const rules = [
    atWork('late', { order: 200, labels: { rack: '2', site: 'late' }, grant: grantsWeb }),
    atWork('early', { order: 10, labels: { rack: '1' }, grant: { ...grantsWeb, profiles: ['db'] } }),
    atWork('other', { match: ['vendor=HPE'], labels: { rack: '3' } }),
  ];
  expect(actsOf(machine(), rules)).toEqual([
    { by: 'early', kind: 'label', labels: { rack: '1' } },
    { by: 'early', kind: 'grant', grant: { ...grantsWeb, profiles: ['db'] } },
    { by: 'late', kind: 'label', labels: { site: 'late' } },
  ]);
});

test('a rule that has granted its machines of this hour waits until the first of them is an hour ago', () => {
  const grantedAtMs = [nowMs - hourMs + 5, nowMs - 3];
  expect(actsOf(machine(), [atWork('dell', { grant: grantsWeb }, { grantedAtMs })])).toEqual([
    { by: 'dell', kind: 'wait', grant: grantsWeb, untilMs: nowMs + 5 },
  ]);
});

test('a name that cannot be made is said and nothing is named', () => {
  const rule = atWork('dell', { hostname: 'web-{{ machine.labels.rack }}' });
  expect(actsOf(machine({ values: { machine: { labels: {} } } }), [rule])).toEqual([
    {
      ...{ by: 'dell', kind: 'no-name' },
      why: 'the name "web-{{ machine.labels.rack }}" cannot be made: undefined variable: machine.labels.rack, line:1, col:8',
    },
  ]);
  const hostile = machine({ values: { machine: { serial: 'a$(reboot)' } } });
  const [act] = actsOf(hostile, [atWork('dell', { hostname: '{{ machine.serial }}' })]);
  expect(act?.kind).toBe('no-name');
});

test('a rule grants a machine once', () => {
  expect(actsOf(machine(), [atWork('dell', { grant: grantsWeb }, { hasGranted: true })])).toEqual([]);
});

const anyMachine: fc.Arbitrary<Judged> = fc
  .record({
    state: fc.constantFrom<MachineState>('new', 'granted', 'installing', 'finished', 'failed', 'held'),
    isProtected: fc.boolean(),
    finishedAtMs: fc.constantFrom(null, null, 5),
    grantId: fc.constantFrom(null, null, 3),
    hostname: fc.constantFrom(null, 'mine'),
    resting: fc.constantFrom('disk', 'menu', 'live'),
    labels: fc.dictionary(fc.constantFrom('rack', 'site'), fc.constantFrom('1', '2')),
    made: fc.constantFrom('Dell Inc.', 'HPE', null),
  })
  .map(({ made, ...values }) =>
    machine({ ...values, facts: new Map(made === null ? [] : [['vendor', [made]]]) }),
  );
const anyRule: fc.Arbitrary<RuleAtWork> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    mode: fc.constantFrom<WantedRule['mode']>('learn', 'active'),
    order: fc.integer({ min: 1, max: 3 }),
    match: fc.constantFrom('vendor=Dell*', 'vendor!=HPE', 'vendor=*').map((one) => [one]),
    labels: fc.dictionary(fc.constantFrom('rack', 'site'), fc.constantFrom('1', '2')),
    hostname: fc.constantFrom(null, 'web-{{ machine.id }}'),
    resting: fc.constantFrom(null, 'live'),
    grant: fc.constantFrom(null, grantsWeb, { ...grantsWeb, maxGrants: 1 }),
    grantedAtMs: fc.array(fc.integer({ min: nowMs - 2 * hourMs, max: nowMs }), { maxLength: 4 }),
    hasGranted: fc.boolean(),
  })
  .map(({ name, grantedAtMs, hasGranted, ...wanted }) =>
    atWork(name, wanted, { grantedAtMs: grantedAtMs.toSorted((one, other) => one - other), hasGranted }),
  );
const anyRules = fc.uniqueArray(anyRule, { selector: ({ rule }) => rule.name, maxLength: 4 });
const runs = { numRuns: 3000 };

test('no rule ever touches a machine that is protected, finished or held', () => {
  fc.assert(
    fc.property(anyMachine, anyRules, (judged, rules) => {
      const { acts } = judgeMachine(judged, rules, nowMs);
      const { state, isProtected, finishedAtMs } = judged;
      const isLeft = isProtected || state === 'held' || state === 'finished' || finishedAtMs !== null;
      expect(isLeft ? acts : []).toEqual([]);
    }),
    runs,
  );
});

test('only a new machine without a grant is ever granted, and by one acting rule only', () => {
  fc.assert(
    fc.property(anyMachine, anyRules, (judged, rules) => {
      const grants = judgeMachine(judged, rules, nowMs).acts.filter(
        ({ kind, rule }) => kind === 'grant' && rule.mode === 'active',
      );
      expect(grants.length).toBeLessThanOrEqual(1);
      if (grants.length > 0) expect([judged.state, judged.grantId]).toEqual(['new', null]);
    }),
    runs,
  );
});

test('never are more machines granted within an hour than a rule may', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 * 60_000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (pauses, maxGrants) => {
        const grantedAtMs: number[] = [];
        let atMs = nowMs;
        for (const [index, pause] of pauses.entries()) {
          atMs += pause;
          const rule = atWork('dell', { grant: { ...grantsWeb, maxGrants } }, { grantedAtMs });
          const { acts } = judgeMachine(machine({ id: index + 1 }), [rule], atMs);
          if (acts[0]?.kind === 'grant') grantedAtMs.push(atMs);
          const withinTheHour = grantedAtMs.filter((at) => at > atMs - hourMs);
          expect(withinTheHour.length).toBeLessThanOrEqual(maxGrants);
        }
      },
    ),
  );
});

test('rules that learn take nothing away from those that act', () => {
  fc.assert(
    fc.property(anyMachine, anyRules, (judged, rules) => {
      const acting = (of: readonly RuleAtWork[]) =>
        judgeMachine(judged, of, nowMs).acts.filter(({ rule }) => rule.mode === 'active');
      expect(acting(rules)).toEqual(acting(rules.filter(({ rule }) => rule.mode === 'active')));
    }),
    runs,
  );
});

test('the same facts come to the same acts, in whatever order the rules are read', () => {
  fc.assert(
    fc.property(anyMachine, anyRules, (judged, rules) => {
      expect(judgeMachine(judged, rules.toReversed(), nowMs)).toEqual(judgeMachine(judged, rules, nowMs));
    }),
    runs,
  );
});

test('what rules have done once, they do not do again', () => {
  fc.assert(
    fc.property(anyMachine, anyRules, (judged, rules) => {
      const acting = rules.filter(({ rule }) => rule.mode === 'active');
      const { acts } = judgeMachine(judged, acting, nowMs);
      const after = acts.reduce<Judged>((now, act) => {
        switch (act.kind) {
          case 'label':
            return { ...now, labels: { ...now.labels, ...act.labels } };
          case 'name':
            return { ...now, hostname: act.hostname };
          case 'rest':
            return { ...now, resting: act.resting };
          case 'grant':
            return { ...now, state: 'granted', grantId: 1 };
          case 'no-name':
          case 'wait':
            return now;
        }
      }, judged);
      const again = judgeMachine(after, acting, nowMs).acts.filter(({ kind }) => kind !== 'wait');
      expect(again).toEqual([]);
    }),
    runs,
  );
});
