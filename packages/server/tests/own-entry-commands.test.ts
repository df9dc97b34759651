import { auditList, menuEntryRemove, menuEntrySet, menuEntryShow, menuList } from '@netberth/api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const eventually = { timeout: 60_000, interval: 100 };
const script = '#!ipxe\n# name: Hello\n# confirm: false\necho hello\n';
const shown = async () =>
  (await app.run(menuList, {})).products
    .filter(({ ownFile }) => ownFile !== null)
    .map(({ id, name, ownFile }) => ({ id, name, ownFile }));

test('an entry is added, changed and taken out, the menu follows, and the audit log has its texts', async () => {
  await app.run(menuEntrySet, { file: 'hello.ipxe', document: script });
  await vi.waitFor(
    async () => expect(await shown()).toEqual([{ id: 'hello', name: 'Hello', ownFile: 'menu/hello.ipxe' }]),
    eventually,
  );
  const changed = script.replace('Hello', 'Good day');
  await app.run(menuEntrySet, { file: 'hello.ipxe', document: changed });
  await vi.waitFor(async () => expect((await shown())[0]?.name).toBe('Good day'), eventually);
  expect(await app.run(menuEntryShow, { file: 'hello.ipxe' })).toEqual({ file: 'hello.ipxe', text: changed });
  await app.run(menuEntryRemove, { file: 'hello.ipxe' });
  await vi.waitFor(async () => expect(await shown()).toEqual([]), eventually);
  const { records } = await app.run(auditList, { target: 'menu-entry:hello.ipxe' });
  expect(records.map(({ before, after }) => [before, after])).toEqual([
    [null, script],
    [script, changed],
    [changed, null],
  ]);
});

test('one with a mistake changes nothing, and its line is named', async () => {
  const refused = await app.send(menuEntrySet, { file: 'ours.yaml', document: 'name: Ours\nversoin: 1\n' });
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.text)).toMatchObject({
    code: 'NB3088',
    detail: expect.stringContaining('menu/ours.yaml:2'),
  });
  for (const [document, what] of [
    ['*alias', 'menu/ours.yaml:1: *alias is an alias of nothing'],
    [
      'name: &a [x, x]\nsection: &b [*a, *a, *a, *a]\nnotes: [*b, *b, *b, *b, *b, *b]\n',
      'more than 20 aliases',
    ],
  ] as const) {
    const { status, text } = await app.send(menuEntrySet, { file: 'ours.yaml', document });
    expect([status, text]).toEqual([422, expect.stringContaining(what)]);
  }
  const jump = await app.send(menuEntrySet, { file: 'bad.ipxe', document: '#!ipxe\ngoto nowhere\n' });
  expect(jump.text).toContain('menu/bad.ipxe:2');
  expect(await shown()).toEqual([]);
});

test.each([['../escape.ipxe'], ['.hidden.yaml'], ['a/b.yaml'], ['no-ending'], ['BIG.yaml']])(
  'a file cannot be called %s',
  async (file) => {
    const refused = await app.send(menuEntrySet, { file: encodeURIComponent(file), document: script });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('is no name such as')]);
  },
);

test('what is not there cannot be shown or taken out', async () => {
  for (const command of [menuEntryShow, menuEntryRemove] as const) {
    const { status, text } = await app.send(command, { file: 'nothing.yaml' });
    expect([status, JSON.parse(text)]).toEqual([404, expect.objectContaining({ code: 'NB3087' })]);
  }
});
