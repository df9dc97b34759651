import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiExamples, commandList, firmwareInstall } from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePe } from '../src/features/firmware/probe/pe.fixture.ts';
import { installer } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

type Shown = {
  readonly parameters?: readonly { name: string; in: string; example?: string | number | boolean }[];
  readonly requestBody?: { content: Record<string, { example?: Record<string, unknown> }> };
};
type Document = { readonly paths: Record<string, Record<string, Shown>> };

let app: TestApp;
let document: Document;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', installer);
  await app.import('edge-2', installer, { nonDestructive: true });
  const from = join(app.data, 'own-loader');
  mkdirSync(from, { recursive: true });
  const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
  const commands = ['goto', 'chain', 'iflinkwait', 'vcreate'];
  writeFileSync(join(from, 'ipxe.efi'), makePe({ machine: 0x8664, commands, texts }));
  await app.run(firmwareInstall, { from });
  document = JSON.parse((await app.askAdmin('/api/openapi.json')).text) as Document;
});
afterAll(() => app.stop());

/** What needs more than a fresh server, and so has no example in the story. */
const untold: readonly string[] = [
  // a second person, a browser that is signed in
  ...['grant.approve', 'grant.reject', 'rollout.approve', 'session.end'],
  // a file that is sent, packages of Debian, another program that listens
  ...['profile.import', 'profile.received', 'firmware.install', 'webhook.test'],
  // a machine that has sent its disk
  ...['profile.capture', 'capture.remove'],
  // a branch of another repository
  'channel.end',
  // what another program has counted
  'stats.add',
];

test('every command that changes something has an example', () => {
  const written = commandList.filter(({ effect }) => effect === 'write').map(({ name }) => name);
  expect(written.filter((name) => !(name in apiExamples))).toEqual(
    expect.arrayContaining(untold.filter((name) => name !== 'profile.received' && name !== 'webhook.test')),
  );
  expect(written.filter((name) => !(name in apiExamples) && !untold.includes(name))).toEqual([]);
});

/** The request as somebody makes it who has nothing but the document. */
function requestOf(path: string, method: string, { parameters = [], requestBody }: Shown) {
  const value = (name: string) => String(parameters.find((each) => each.name === name)?.example);
  const query = new URLSearchParams();
  for (const { in: where, name, example } of parameters)
    if (where === 'query' && example !== undefined) query.set(name, String(example));
  const example = requestBody?.content['application/json']?.example;
  return {
    method: method.toUpperCase(),
    path: `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)))}?${query.toString()}`,
    ...(example && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(example) }),
  };
}

test.each(Object.keys(apiExamples).map((name) => [name]))('the example of %s works', async (name) => {
  const found: CommandDefinition | undefined = commandList.find((definition) => definition.name === name);
  if (found === undefined) throw new Error('there is no such command');
  const [path, method] = [`/api/v1${found.http.path}`, found.http.method.toLowerCase()];
  const shown = document.paths[path]?.[method];
  if (shown === undefined) throw new Error('the document does not have it');
  const answer = await app.askSocket(requestOf(path, method, shown));
  expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
  expect(found.output.safeParse(JSON.parse(answer.text)).error).toBeUndefined();
});
