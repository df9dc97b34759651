import {
  machineGrant,
  profileCreate,
  settingsSet,
  settingsUnset,
  statsAdd,
  statsLogs,
  statsPopular,
  statsShow,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'menu' });
});
afterAll(() => app.stop());

const rowsBy = async (by: 'product' | 'version' | 'arch' | 'firmware' | 'day') =>
  (await app.run(statsShow, { by, source: 'server' })).rows;

test('what is booted from the menu of the server is counted, and what a person typed is no version', async () => {
  const efi = '&net0=52-54-02-00-00-01&platform=efi&buildarch=x86_64';
  const bios = '&net0=52-54-02-00-00-02&platform=pcbios&buildarch=i386&arch=x86_64';
  for (const choice of [
    `debian?release=trixie${efi}`,
    `debian?release=trixie${bios}`,
    `debian?release=my-own-name${efi}`,
    `alpine?${efi.slice(1)}`,
  ]) {
    const { status } = await app.ask(`/menu/p/${choice}`);
    expect(status).toBe(200);
  }
  const saved = await app.run(profileCreate, {
    name: 'web',
    product: 'debian',
    choice: { release: 'bookworm' },
  });
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: [saved.name] });
  await app.boot(machine.presented);
  app.nowMs += 11_000;

  await vi.waitFor(async () => expect(await rowsBy('product')).toHaveLength(2), {
    timeout: 60_000,
    interval: 200,
  });
  expect(await rowsBy('product')).toEqual([
    { name: 'debian', boots: 4 },
    { name: 'alpine', boots: 1 },
  ]);
  const { rows } = await app.run(statsShow, { by: 'version', product: 'debian' });
  expect(rows).toEqual([
    { name: 'trixie', boots: 2 },
    { name: 'bookworm', boots: 1 },
    { name: 'other', boots: 1 },
  ]);
  expect(await rowsBy('day')).toEqual([{ name: '2026-01-01', boots: 5 }]);
  expect((await rowsBy('firmware')).find(({ name }) => name === 'efi')).toEqual({ name: 'efi', boots: 3 });
});

/** The ids of a section of the menu, down to its first gap. */
async function firstOf(section: string): Promise<readonly string[]> {
  const { text } = await app.ask(`/menu/sections/${section}.ipxe?platform=efi&buildarch=x86_64`);
  const [leading = ''] = text.split('item --gap');
  return [...leading.matchAll(/item (?<id>[a-z][\w-]*) /g)].map((match) => match[1] ?? '');
}

test('what is booted most leads its section of the menu, as soon as that is wanted', async () => {
  const usual = await firstOf('linux');
  expect(usual.slice(0, 2)).not.toEqual(['debian', 'alpine']);
  await app.run(settingsSet, { name: 'menu.popularFirst', value: 'true' });
  await vi.waitFor(async () => expect(await firstOf('linux')).toEqual(['debian', 'alpine']), {
    timeout: 60_000,
    interval: 200,
  });
  const { products } = await app.run(statsPopular, {});
  expect(products.map(({ product, score }) => [product, Math.round(score)])).toEqual([
    ['debian', 4],
    ['alpine', 1],
  ]);
  await app.run(settingsUnset, { name: 'menu.popularFirst' });
  await vi.waitFor(async () => expect(await firstOf('linux')).toEqual(usual), {
    timeout: 60_000,
    interval: 200,
  });
});

const head = 'a'.repeat(64);
const [first, second] = ['b'.repeat(64), 'c'.repeat(64)];
const debian = {
  day: '2026-01-01',
  product: 'debian',
  version: 'trixie',
  arch: 'x86_64',
  firmware: 'efi',
  country: 'DE',
};
const part = (sha256: string, follows: { id: number; sha256: string } | null, boots: number) => ({
  document: JSON.stringify({
    log: { name: 'access.log', head, sha256, bytes: 100, follows },
    counts: [{ ...debian, boots }],
  }),
});

test('a part of a log is taken once: who counted it at the same time is told, and changes nothing', async () => {
  const { id } = await app.run(statsAdd, part(first, null, 3));
  await app.run(statsAdd, part(second, { id, sha256: first }, 4));
  const again = await app.send(statsAdd, part(second, { id, sha256: first }, 4));
  expect([again.status, JSON.parse(again.text)]).toEqual([409, expect.objectContaining({ code: 'NB3141' })]);
  const { logs } = await app.run(statsLogs, { head });
  expect(logs).toEqual([expect.objectContaining({ id, name: 'access.log', sha256: second, boots: 7 })]);
  const { rows } = await app.run(statsShow, { by: 'country', source: 'logs' });
  expect(rows).toEqual([{ name: 'DE', boots: 7 }]);
});

test.each([
  ['no JSON', '{', 'Expected property name'],
  [
    'a day that is none',
    part(first, null, 1).document.replace('2026-01-01', 'yesterday'),
    'is no day such as 2026-11-21',
  ],
  [
    'a product that no menu has',
    part(first, null, 1).document.replace('"debian"', '"<b>"'),
    'is no name of a menu',
  ],
])('counts with %s are refused', async (_, document, why) => {
  const refused = await app.send(statsAdd, { document });
  expect(refused.status).toBe(422);
  expect(refusalIn(refused)).toContain(`NB3140 these counts are not taken: `);
  expect(refused.text).toContain(why);
});
