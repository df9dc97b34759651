import { expect, test } from 'vitest';
import { z } from 'zod';
import { readFields } from './read-fields.ts';

const card = z.strictObject({
  mac: z.string().regex(/^[0-9a-f:]{17}$/, 'is not a MAC address'),
  addresses: z.array(z.string()),
});
const machine = z.strictObject({
  hostname: z.string().max(8).describe('what it is called'),
  limit: z.coerce.number().int().min(1).max(10).optional(),
  state: z.enum(['new', 'granted', 'held']).optional(),
  protected: z.stringbool().or(z.boolean()).optional(),
  labels: z.record(z.string().regex(/^[a-z]+$/, 'is no name of a label'), z.string()).optional(),
  seenAt: z.iso.datetime().optional(),
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  serial: z.union([z.literal(''), z.string().regex(/^[A-Z]+$/, 'is no serial')]).optional(),
  network: z.union([z.strictObject({ cards: z.array(card) }), z.null()]).optional(),
  boot: z
    .discriminatedUnion('method', [
      z.object({ method: z.literal('linux'), kernel: z.string() }),
      z.object({ method: z.literal('efi'), file: z.string() }),
    ])
    .optional(),
  macs: z.array(z.string()).min(1).max(2).optional(),
  password: z.string().min(12).optional(),
});

function said(input: unknown): readonly string[] {
  const read = readFields(machine, input);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
const saidOf = (fields: object) => said({ hostname: 'web1', ...fields });

test.each([
  ['of another type', { hostname: 7 }, 'hostname: 7 is not a text: write it in quotes'],
  ['of another type, in a list', { macs: [true] }, 'macs.0: true is not a text: write it in quotes'],
  ['no list', { macs: 'x' }, 'macs: "x" is not a list'],
  ['a list where a text is wanted', { hostname: ['web1'] }, 'hostname: […] is not a text'],
  ['no number', { limit: 'x' }, 'limit: "x" is not a number'],
  ['no whole number', { limit: 1.5 }, 'limit: 1.5 is not a whole number'],
  ['too large', { limit: 11 }, 'limit: 11 is more than 10'],
  ['too small', { limit: 0 }, 'limit: 0 is less than 1'],
  [
    'too long',
    { hostname: 'web1.example' },
    'hostname: "web1.example" is longer than 8 characters: it has 12',
  ],
  ['too many', { macs: ['a', 'b', 'c'] }, 'macs: has more than 2 entries: it has 3'],
  ['empty', { macs: [] }, 'macs: is empty: at least one is wanted'],
  [
    'another than is offered',
    { state: 'hold' },
    'state: "hold" is not one of new, granted, held (did you mean held?)',
  ],
  ['no switch', { protected: 'maybe' }, 'protected: "maybe" is not true or false'],
  ['no time', { seenAt: 'today' }, 'seenAt: "today" is not a time like 2026-01-31T12:00:00Z'],
  [
    'none of two forms',
    { address: 'x' },
    'address: "x" is not an IPv4 address like 192.0.2.10, nor an IPv6 address like 2001:db8::10',
  ],
  ['empty or a serial', { serial: 'x' }, 'serial: "x" is no serial'],
  ['under a name that cannot be one', { labels: { 'a b': 'c' } }, 'labels.a b: "a b" is no name of a label'],
  ['of no form at all', { network: 'eth0' }, 'network: "eth0" is not an object, nor null'],
  [
    'deep inside',
    { network: { cards: [{ mac: 'eth0', addresses: [] }] } },
    'network.cards.0.mac: "eth0" is not a MAC address',
  ],
  [
    'missing deep inside',
    { network: { cards: [{ mac: '52:54:00:00:00:01' }] } },
    'network.cards.0.addresses: is missing: a list',
  ],
  [
    'of a variant that there is not',
    { boot: { method: 'lunix' } },
    'boot.method: "lunix" is not one of linux, efi (did you mean linux?)',
  ],
  ['of no variant', { boot: {} }, 'boot.method: is missing: one of linux, efi'],
])('a value that is %s', (_, fields, problem) => {
  expect(saidOf(fields)).toEqual([problem]);
});

test('a field that is missing is told by what it is for', () => {
  expect(said({})).toEqual(['hostname: is missing: what it is called']);
  expect(said('web1')).toEqual([': "web1" is not an object']);
});

test('each name that is unknown is told with the one that was meant', () => {
  const known =
    'hostname, limit, state, protected, labels, seenAt, address, serial, network, boot, macs, password';
  expect(saidOf({ lables: {}, colour: 'red' })).toEqual([
    'lables: is not known here (did you mean labels?)',
    `colour: is not known here: there is ${known}`,
  ]);
  expect(saidOf({ network: { cards: [], crads: [] } })).toEqual([
    'network.crads: is not known here (did you mean cards?)',
  ]);
});

test('a password is judged and not said again', () => {
  expect(saidOf({ password: 'hunter2' })).toEqual(['password: is shorter than 12 characters: it has 7']);
});

test('a value is said on one short line', () => {
  expect(saidOf({ state: `${'a'.repeat(60)}\n` })).toEqual([
    `state: "${'a'.repeat(60)}…" is not one of new, granted, held`,
  ]);
  expect(saidOf({ state: 'a\n\u009bb' })).toEqual(['state: "a\\n\\u009bb" is not one of new, granted, held']);
});

test('a right value is handed on as its schema makes it', () => {
  expect(readFields(machine, { hostname: 'web1', limit: '7' })).toEqual({
    ok: true,
    value: { hostname: 'web1', limit: 7 },
  });
});
