import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineGrant } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootPlaneOf } from '../../src/app/boot-features.ts';
import { openParts } from '../../src/app/parts.ts';
import type { Closing } from '../../src/app/closing.ts';
import { isDescription } from '../../src/features/profiles/image/is-description.ts';
import { readConfig } from '../../src/index.ts';
import { installer, withManifest } from '../harness/images.ts';
import { TestApp } from '../harness/start-app.ts';

const documents = join(import.meta.dirname, '../../../../docs');
const read = (name: string) => readFileSync(join(documents, name), 'utf8');

/** Rows of those tables of a document that end with tests. */
function claimsIn(name: string): string[][] {
  return read(name)
    .split(/\n\n+/)
    .filter((block) => /^\|.*\| (what bounds it|proof) * \|\n/.test(block))
    .flatMap((table) => table.trim().split('\n').slice(2))
    .map((line) => line.slice(2, -2).split(' | '));
}

/** Every path that the boot plane answers, as it was given to Fastify. */
async function bootPaths(): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'netberth-routes-'));
  const config = readConfig({ environment: {}, flags: { data, 'log-level': 'fatal' } });
  if (!config.ok) throw new Error(config.problems.join('\n'));
  const opened: Closing = [];
  try {
    const plane = bootPlaneOf(await openParts(config.config, data, Date.now, opened));
    await plane.ready();
    return pathsIn(plane.printRoutes());
  } finally {
    for (const close of opened.reverse()) await close();
    rmSync(data, { recursive: true });
  }
}

/** Fastify prints a tree in which a path is the pieces on the way to its leaf, four columns to a level. */
function pathsIn(tree: string): string[] {
  const pieces: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, piece = '', methods] = /^(.*?)[├└]── (\S*)(?: \((.+)\))?/.exec(line) ?? [];
    if (indent === undefined) return [];
    pieces.splice(indent.length / 4, Infinity, piece);
    return methods === undefined ? [] : [pieces.join('')];
  });
}

describe('the list of what the boot network can learn and do', () => {
  test('has every path that is answered there, and no other', async () => {
    const named = claimsIn('boot-network.md').flatMap(([request = '']) =>
      [...request.matchAll(/`(\/[^`]*)`/g)].map(([, path = '']) => path),
    );
    expect([...new Set(named)].toSorted()).toEqual((await bootPaths()).toSorted());
  });

  test.each(['boot-network.md', 'threat-model.md'])('%s names tests that exist in every row', (name) => {
    const claims = claimsIn(name);
    expect(claims.length).toBeGreaterThan(30);
    const isProved = (proofs = '') => {
      const tests = [...proofs.matchAll(/\]\((\.\.[^)]+)\)/g)].map(([, path = '']) => join(documents, path));
      return tests.length > 0 && tests.every((path) => /\.test\.(ts|mjs)$/.test(path) && existsSync(path));
    };
    expect(claims.filter((cells) => !isProved(cells.at(-1))).map(([claim]) => claim)).toEqual([]);
  });
});

describe('a stranger on the boot network', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.import('open1', installer);
    await app.import('kept1', { ...installer, ...withManifest() }, { private: true });
  });
  afterAll(() => app.stop());

  test('fetches files of profiles that are not private, and lists none', async () => {
    const status = async (path: string) => (await app.ask(path)).status;
    expect(await status('/images/open1/vmlinuz')).toBe(200);
    expect(await status('/images/kept1/vmlinuz')).toBe(403);
    for (const path of ['/images/open1/', '/images/open1', '/images/', '/firmware/', '/assets/', '/menu/'])
      expect((await app.ask(path)).text).not.toMatch(/vmlinuz|profile\.yaml/);
  });

  test.each(['answer.liquid', '%61nswer.liquid', 'answer.liquid?x'])(
    'does not get the template of an answer file: %s',
    async (file) => {
      for (const folder of ['/images/open1/', '/b/1/images/open1/']) {
        const { status, text } = await app.ask(folder + file);
        expect([status, text.split(':')[0]]).toEqual([403, 'Netberth NB9231']);
      }
    },
  );

  test('does not get what describes an image to the server alone', async () => {
    for (const path of ['/images/open1/profile.yaml', '/b/1/images/open1/profile%2eyaml'])
      expect((await app.ask(path)).text).toMatch(
        /^Netberth NB2025: profile\.yaml of open1 is for the server alone/,
      );
    const live = { method: 'live' } as const;
    expect([isDescription(live, 'manifest.json'), isDescription(live, 'tools/profile.yaml')]).toEqual([
      true,
      false,
    ]);
    expect(isDescription({ method: 'linux' }, 'manifest.json')).toBe(false);
  });

  test('gets a private file from the address of a boot that is served it, and from no other', async () => {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['kept1'] });
    const { script } = await app.boot(machine.presented, '127.0.0.3');
    const path = /\/?b\/\d+\/images\/kept1\/vmlinuz/.exec(script)?.[0].replace(/^\/?/, '/') ?? '';
    expect((await app.ask({ path, from: '127.0.0.3' })).status).toBe(200);
    expect((await app.ask({ path, from: '127.0.0.9' })).status).toBe(403);
  });

  test('does not learn from a wrong boot id whether there is such a machine', async () => {
    const machine = await app.addMachine();
    const tell = async (id: number) => {
      const answers = [];
      for (const path of ['/finish', '/failed', '/post-install', '/healthy', '/task', '/state'])
        answers.push(await app.ask(`${path}?id=${id}&bootid=${'0'.repeat(32)}`));
      answers.push(await app.ask(`/config/${id}/${'0'.repeat(32)}/answer.yaml`));
      return answers.map(({ status, text }) => [status, text.replace(`machine ${id}`, 'machine ID')]);
    };
    expect(await tell(machine.id)).toEqual(await tell(987_654));
  });

  test('reaches nothing of the admin plane', async () => {
    for (const path of [
      '/api/v1/machines',
      '/api/openapi.json',
      '/metrics',
      '/healthz',
      '/readyz',
      '/hooks/github',
    ])
      for (const method of ['GET', 'POST']) expect((await app.ask({ method, path })).status).toBe(404);
  });
});
