import {
  auditList,
  machineGrant,
  profileCreate,
  profileEdit,
  profileShow,
  profileTexts,
  profileTry,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { questionOf, TestApp } from './harness/start-app.ts';

let app: TestApp;
const file = 'preseed.cfg';
beforeAll(async () => {
  app = await TestApp.start({ data: siteWithExample() });
  await app.run(profileCreate, {
    name: 'web',
    product: 'example',
    input: { preseed: '# {{ machine.id }}\n' },
  });
  await app.import('image1', installer);
  await app.addMachine({ hostname: 'web1' });
});
afterAll(() => app.stop());

const textOf = async () => (await app.run(profileTexts, { profile: 'web' })).templates[0]?.text;

test('a draft is filled in for a machine, and named with its line when it cannot be', async () => {
  const attempt = (text: string) => app.run(profileTry, { profile: 'web', file, machine: 'web1', text });
  expect(await attempt('# {{ machine.hostname }}\n')).toEqual({
    text: '# web1\n',
    problem: null,
    line: null,
  });
  expect(await attempt('#\n{{ machine.nothing }}\n')).toEqual({
    text: null,
    problem: 'undefined variable: machine.nothing, line:2, col:4',
    line: 2,
  });
  expect(await textOf()).toBe('# {{ machine.id }}\n');
});

test('of two people who edit the same template the second is told, and nothing is lost', async () => {
  const seen = await app.send(profileTexts, { profile: 'web' });
  const ifMatch = { 'if-match': String(seen.headers['etag']) };
  const save = (text: string) => {
    const question = questionOf(profileEdit, { profile: 'web', file, text });
    return app.askSocket({ ...question, headers: { ...question.headers, ...ifMatch } });
  };
  expect((await save('# first {{ machine.id }}\n')).status).toBe(200);
  const second = await save('# second\n');
  expect(second.status).toBe(412);
  expect(await textOf()).toBe('# first {{ machine.id }}\n');
  const { records } = await app.run(auditList, {});
  expect(records.at(-1)).toMatchObject({
    command: 'profile.edit',
    target: 'profile:web',
    before: { file, text: '# {{ machine.id }}\n' },
    after: { file, text: '# first {{ machine.id }}\n' },
  });
});

test('what is no template, or cannot be rendered for a machine that has a grant, is refused', async () => {
  const edit = (text: string) => app.refusal(profileEdit, { profile: 'web', file, text });
  expect(await edit('{{ machine.id')).toContain('NB3086 preseed.cfg is no template: ');
  await app.run(machineGrant, { machine: 'web1', profiles: ['web'] });
  expect(await edit('{{ machine.metadata.role }}\n')).toContain('undefined variable: machine.metadata.role');
  expect(await app.refusal(profileEdit, { profile: 'web', file: 'other.cfg', text: '' })).toContain(
    'NB3083 the profile web has no template "other.cfg"; it has preseed.cfg',
  );
});

test('the templates of an image stay as they came', async () => {
  const { templates, whyFixed } = await app.run(profileTexts, { profile: 'image1' });
  expect(templates).toEqual([{ file: 'answer.liquid', text: 'machine: {{ machine.id }}\n' }]);
  expect(whyFixed).toBe('its templates are files of an image: change these and import it again');
  expect(await app.refusal(profileEdit, { profile: 'image1', file: 'answer.liquid', text: '' })).toContain(
    'NB3084',
  );
  expect((await app.run(profileShow, { profile: 'image1' })).warnings).toEqual([]);
});
