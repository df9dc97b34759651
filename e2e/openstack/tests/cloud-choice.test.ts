import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emptyWorkFolder } from '../../src/work-folder.ts';

const run = promisify(execFile);
const ours = join(import.meta.dirname, '../src/print-cloud.ts');
const theirs = join(import.meta.dirname, '../python/print_cloud.py');
const root = emptyWorkFolder('openstack-choice');

type Case = {
  /** Below a folder that is the home, whose `work` is the current one. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cloud?: string;
  readonly region?: string;
};

const mine = `clouds:
  mine:
    auth: { auth_url: 'https://a.example/v3', username: ada, project_name: lab, password: one }
    region_name: North
`;
const theirCloud = `clouds:
  theirs:
    auth: { auth_url: 'https://b.example/v3', username: bob, project_name: shop, password: two }
`;
const environment = {
  OS_AUTH_URL: 'https://c.example/v3',
  OS_USERNAME: 'eve',
  OS_PASSWORD: 'three',
  OS_PROJECT_NAME: 'den',
  OS_REGION_NAME: 'East',
  OS_INTERFACE: 'internal',
};

const cases: readonly (readonly [string, Case])[] = [
  [
    'a file here wins over one of the home',
    { files: { 'work/clouds.yaml': mine, '.config/openstack/clouds.yaml': theirCloud } },
  ],
  ['the file of the home is found', { files: { '.config/openstack/clouds.yaml': theirCloud } }],
  [
    'XDG_CONFIG_HOME moves it',
    { files: { 'xdg/openstack/clouds.yaml': mine }, environment: { XDG_CONFIG_HOME: '@/xdg' } },
  ],
  ['yml and json are files too', { files: { 'work/clouds.yml': theirCloud } }],
  [
    'secure.yaml wins, also from another folder',
    {
      files: {
        'work/clouds.yaml': mine,
        '.config/openstack/secure.yaml': 'clouds: {mine: {auth: {password: hidden}}}',
      },
    },
  ],
  [
    'OS_CLIENT_CONFIG_FILE names the file',
    {
      files: { 'work/clouds.yaml': mine, 'other.yaml': theirCloud },
      environment: { OS_CLIENT_CONFIG_FILE: '@/other.yaml' },
    },
  ],
  [
    'OS_CLOUD chooses',
    {
      files: { 'work/clouds.yaml': `${mine}${theirCloud.replace('clouds:\n', '')}` },
      environment: { OS_CLOUD: 'theirs' },
    },
  ],
  [
    'a choice wins over OS_CLOUD',
    {
      files: { 'work/clouds.yaml': `${mine}${theirCloud.replace('clouds:\n', '')}` },
      environment: { OS_CLOUD: 'theirs' },
      cloud: 'mine',
    },
  ],
  ['the environment describes a cloud', { files: {}, environment }],
  ['the environment wins over a file', { files: { 'work/clouds.yaml': mine }, environment }],
  [
    'a profile lies below its cloud, and regions have values of their own',
    {
      files: {
        'work/clouds.yaml': `clouds:
  mine:
    profile: acme
    auth: { username: ada, project_name: lab }
    regions: [North, { name: South, values: { interface: internal } }]
    cacert: /etc/ca.pem
`,
        'work/secure.yaml': 'clouds: { mine: { auth: { password: hidden } } }\n',
        'work/clouds-public.yaml':
          "public-clouds: { acme: { auth: { auth_url: 'https://acme.example/v3' }, interface: admin } }\n",
      },
      region: 'South',
    },
  ],
  [
    'cloud is the old word for a profile',
    {
      files: {
        'work/clouds.yaml':
          'clouds: { mine: { cloud: acme, auth: { username: ada, project_name: lab, password: one } } }\n',
        'work/clouds-public.yaml':
          "public-clouds: { acme: { auth: { auth_url: 'https://acme.example/v3' }, region_name: West } }\n",
      },
    },
  ],
  [
    'the first region is the one',
    { files: { 'work/clouds.yaml': mine.replace('region_name: North', 'regions: [West, East]') } },
  ],
  ['verify may be off', { files: { 'work/clouds.yaml': `${mine}    verify: false\n` } }],
];

test.each(cases)(
  '%s, as it does for openstacksdk',
  async (title, { files, environment: more = {}, cloud, region }) => {
    const home = join(root, title.replaceAll(/\W+/g, '-'));
    mkdirSync(join(home, 'work'), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: home,
      ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, value.replace('@', home)])),
    };
    const words = [cloud ?? '-', region ?? '-'];
    const print = async (program: string, script: string) => {
      const { stdout } = await run(program, [script, ...words], {
        cwd: join(home, 'work'),
        env,
        timeout: 60_000,
      });
      return JSON.parse(stdout) as unknown;
    };
    const [here, there] = await Promise.all([
      print(process.execPath, ours),
      print('/usr/bin/python3', theirs),
    ]);
    expect(here).toEqual(there);
  },
);
