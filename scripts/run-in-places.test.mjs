import { expect, test } from 'vitest';
import { allPlaces, runInPlaces } from './run-in-places.mjs';

/** Jobs that end when they are told to; `running` names those that have started and not ended. */
function heldJobs() {
  const ends = new Map();
  const run = ({ name }) => new Promise((resolve) => ends.set(name, resolve));
  const end = async (name) => {
    ends.get(name)();
    ends.delete(name);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { run, end, running: () => [...ends.keys()] };
}

test('four jobs run at a time, and the next starts when one ends', async () => {
  const { run, end, running } = heldJobs();
  const all = runInPlaces(
    ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name })),
    run,
  );
  expect(running()).toEqual(['a', 'b', 'c', 'd']);
  await end('b');
  expect(running()).toEqual(['a', 'c', 'd', 'e']);
  for (const name of ['a', 'c', 'd', 'e']) await end(name);
  await all;
});

test('a job that takes every place waits for all before it, and all after it wait for it', async () => {
  const { run, end, running } = heldJobs();
  const all = runInPlaces([{ name: 'a' }, { name: 'machines', places: allPlaces }, { name: 'b' }], run);
  expect(running()).toEqual(['a']);
  await end('a');
  expect(running()).toEqual(['machines']);
  await end('machines');
  expect(running()).toEqual(['b']);
  await end('b');
  await all;
});

test('a job of two places runs beside two of one place', async () => {
  const { run, end, running } = heldJobs();
  const all = runInPlaces(
    [{ name: 'openstack' }, { name: 'network', places: 2 }, { name: 'media' }, { name: 'late' }],
    run,
  );
  expect(running()).toEqual(['openstack', 'network', 'media']);
  for (const name of ['openstack', 'network', 'media']) await end(name);
  await end('late');
  await all;
});
