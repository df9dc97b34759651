import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openstackCloud, openstackClouds } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const write = async (name: string, text: string) => {
  await mkdir(join(app.data, 'openstack'), { recursive: true });
  await writeFile(join(app.data, 'openstack', name), text);
};

test('a server without clouds.yaml knows no cloud, and says where it looks', async () => {
  expect(await app.run(openstackClouds, {})).toEqual({ clouds: [], folder: join(app.data, 'openstack') });
});

test('what is said of the clouds is shown, and nothing that is secret', async () => {
  await write(
    'clouds.yaml',
    `clouds:
  mine:
    profile: acme
    auth: { username: ada, project_name: lab, auth_url: "http://127.0.0.1:9" }
    regions: [North, South]
  robot:
    auth: { auth_url: "https://cloud.example:5000", application_credential_id: abc, application_credential_secret: robots-secret }
    region_name: East
  old:
    auth: { auth_url: "https://old.example:5000/v2.0", username: u, password: olds-secret }
  odd:
    auth: { auth_url: "https://ada:hunter2@odd.example:5000/v3", username: u, password: odds-secret }
`,
  );
  await write('secure.yaml', 'clouds: { mine: { auth: { password: minus-secret } } }\n');
  await write('clouds-public.yaml', 'public-clouds: { acme: { interface: internal } }\n');
  const shown = await app.run(openstackClouds, {});
  expect(shown.clouds).toEqual([
    {
      name: 'mine',
      region: 'North',
      regions: ['North', 'South'],
      authUrl: 'http://127.0.0.1:9/v3',
      method: 'password',
      user: 'ada',
      project: 'lab',
      problem: null,
    },
    {
      name: 'robot',
      region: 'East',
      regions: ['East'],
      authUrl: 'https://cloud.example:5000/v3',
      method: 'application-credential',
      user: null,
      project: null,
      problem: null,
    },
    {
      ...{ name: 'old', region: null, regions: [], authUrl: null, method: null, user: null, project: null },
      problem:
        'The cloud "old" cannot be used:\n  auth_url "https://old.example:5000/v2.0" names Identity v2, which OpenStack gave up in 2018: write https://old.example:5000/v3, and name user_domain_name and project_domain_name (often Default)',
    },
    {
      ...{ name: 'odd', region: null, regions: [], authUrl: null, method: null, user: null, project: null },
      problem:
        'The cloud "odd" cannot be used:\n  auth_url has a user in it: write username and password beside it, under auth',
    },
  ]);
  expect(JSON.stringify(shown)).not.toMatch(/secret|hunter2/);
});

test('a cloud that does not answer, that is not there, or that cannot be used is refused with why', async () => {
  const refusalOf = (cloud: string, region?: string) =>
    app.refusal(openstackCloud, region === undefined ? { cloud } : { cloud, region });
  expect(await refusalOf('mine')).toContain(
    'NB8102 the cloud "mine" refuses or does not answer: identity at http://127.0.0.1:9 cannot be reached',
  );
  expect(await refusalOf('mine', 'West')).toContain(
    'it has North, South. The clouds of the server are those of',
  );
  expect(await refusalOf('his')).toMatch(
    /^NB8101 .* is described in clouds.yaml: There is mine, robot, old, odd\. /,
  );
  expect(await refusalOf('old')).toContain('names Identity v2');
});
