import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldProblems } from './field-problems.ts';

const schema = z.object({
  network: z.union([z.object({ cards: z.array(z.object({ mac: z.string() })) }), z.null()]),
});
const said = (input: unknown) =>
  fieldProblems(schema.safeParse(input).error?.issues ?? []).map(
    ({ field, message }) => `${field} ${message}`,
  );

test('a value of several forms is judged by the one that was meant, down to the field in it', () => {
  expect(said({ network: { cards: [{ mac: 7 }] } })).toEqual([
    'network.cards.0.mac Invalid input: expected string, received number',
  ]);
});

test('a name that cannot be one is told what names are like', () => {
  const labels = z.object({ labels: z.record(z.string().regex(/^[a-z]+$/, 'is no name'), z.string()) });
  expect(fieldProblems(labels.safeParse({ labels: { 'a b': 'c' } }).error?.issues ?? [])).toEqual([
    { field: 'labels.a b', message: 'is no name' },
  ]);
});

test('what is none of its forms is told what the first wants', () => {
  expect(said({ network: 'eth0' })).toEqual(['network Invalid input: expected object, received string']);
  expect(said('eth0')).toEqual(['(input) Invalid input: expected object, received string']);
});
