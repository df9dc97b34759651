import { describe, expect, test } from 'vitest';
import { problemLine } from './folder-file.ts';
import type { FolderFile, OpenVault } from './folder-file.ts';
import { readConfiguration } from './read-configuration.ts';

const noVault: OpenVault = async () => ({ ok: false, why: 'no vault password opens it' });
const filesOf = (texts: Readonly<Record<string, string>>): FolderFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

async function configurationOf(texts: Readonly<Record<string, string>>, openVault = noVault) {
  const read = await readConfiguration(filesOf(texts), openVault);
  if (!read.ok) throw new Error(read.problems.map(problemLine).join('\n'));
  return read.configuration;
}

async function problemsOf(texts: Readonly<Record<string, string>>, openVault = noVault): Promise<string[]> {
  const read = await readConfiguration(filesOf(texts), openVault);
  return read.ok ? [] : read.problems.map(problemLine);
}

test('files of a folder are one configuration, in words as people write them', async () => {
  expect(
    await configurationOf({
      'machines/berlin.yaml':
        'machines:\n  web1: {macs: [52-54-00-12-34-56], address: 192.0.2.10/24, vlan: 7, dns: [192.0.2.3, 192.0.2.4], labels: {rack: 7}}\n',
      'machines/hamburg.yml': 'machines:\n  52:54:00:AA:BB:CC: {}\n  "serial:sn-7": {hostname: db1}\n',
      'settings.yaml': 'settings:\n  menu: {timeout: 5, pinned: [debian, rocky]}\n  newMachines: wait\n',
      'menu/wipe.ipxe': '#!ipxe\nsanboot\n',
      'README.md': 'not read',
    }),
  ).toEqual({
    machines: {
      web1: {
        hostname: 'web1',
        macs: ['52:54:00:12:34:56'],
        address: '192.0.2.10/24',
        vlan: '7',
        dns: '192.0.2.3,192.0.2.4',
        labels: { rack: '7' },
      },
      '52:54:00:AA:BB:CC': { macs: ['52:54:00:aa:bb:cc'] },
      'serial:sn-7': { serial: 'SN-7', hostname: 'db1' },
    },
    settings: { 'menu.timeout': '5', 'menu.pinned': 'debian,rocky', newMachines: 'wait' },
    menu: { 'wipe.ipxe': '#!ipxe\nsanboot\n' },
  });
});

test('what several machines or profiles have in common is said once', async () => {
  const { machines, profiles } = await configurationOf({
    'site.yaml': [
      'bases:',
      '  berlin: {labels: {site: berlin}, gateway: 192.0.2.1}',
      '  rack7: {extends: berlin, labels: {rack: 7}}',
      'machines:',
      '  web1: {extends: rack7, labels: {rack: 8}}',
      'profiles:',
      '  base: {product: debian, choice: {release: trixie}, set: {user: ops}}',
      '  web: {extends: base, set: {packages: [nginx, curl]}}',
      '',
    ].join('\n'),
  });
  expect(machines?.['web1']).toEqual({
    hostname: 'web1',
    gateway: '192.0.2.1',
    labels: { site: 'berlin', rack: '8' },
  });
  expect(profiles?.['web']).toMatchObject({
    product: 'debian',
    choice: { release: 'trixie' },
    set: { user: 'ops', packages: 'nginx\ncurl' },
  });
});

test('a text may lie in a file of its own', async () => {
  const { profiles } = await configurationOf({
    'profiles/web.yaml':
      'profiles:\n  web: {product: debian, input: {preseed: !file ../templates/web.cfg}}\n',
    'templates/web.cfg': 'd-i passwd/username string ops\n',
  });
  expect(profiles?.['web']?.input).toEqual({ preseed: 'd-i passwd/username string ops\n' });
});

describe('what is wrong is said with its file, line and column, all at once', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'an unknown key',
      { 'm.yaml': 'machines:\n  web1:\n    labls: {rack: 7}\n    vlan: many\nmachine:\n  web2: {}\n' },
      [
        'm.yaml:3:5: labls is not known here (did you mean labels?)',
        'm.yaml:4:5: vlan is not a number',
        'm.yaml:5:1: machine is not known here (did you mean machines?)',
      ],
    ],
    [
      'a machine that is named twice in one file',
      { 'm.yaml': 'machines:\n  web1: {}\n  web1: {}\n' },
      ['m.yaml:3:3: this name stands here twice'],
    ],
    [
      'a machine that is named twice in two files',
      { 'a.yaml': 'machines:\n  web1: {}\n', 'b.yaml': '\nmachines:\n  WEB1: {}\n' },
      ['b.yaml:3:3: "WEB1" stands here twice: also in a.yaml:2'],
    ],
    [
      'a setting that is said twice',
      { 'a.yaml': 'settings: {menu.timeout: 5}\n', 'b.yaml': 'settings:\n  menu: {timeout: 6}\n' },
      ['b.yaml:2:10: the setting "menu.timeout" stands in another file too'],
    ],
    [
      'a cycle',
      { 'm.yaml': 'bases:\n  a: {extends: b}\n  b: {extends: a}\nmachines:\n  web1: {extends: a}\n' },
      [
        'm.yaml:2:7: a cycle: a extends b extends a',
        'm.yaml:3:7: a cycle: b extends a extends b',
        'm.yaml:5:10: a cycle: a extends b extends a',
      ],
    ],
    [
      'a base that is not there',
      { 'm.yaml': 'machines:\n  web1: {extends: rack7}\n' },
      ['m.yaml:2:10: extends "rack7", which is not there'],
    ],
    [
      'a number that YAML would change',
      { 'p.yaml': 'profiles:\n  web: {product: alpine, choice: {release: 3.20}}\n' },
      ['p.yaml:2:44: 3.20 is the number 3.2 to YAML: write "3.20" in quotes'],
    ],
    [
      'a file that is not there, and one beyond the folder',
      {
        'p.yaml':
          'profiles:\n  web:\n    product: debian\n    input:\n      a: !file no.cfg\n      b: !file ../../etc/passwd\n',
      },
      [
        'p.yaml:5:7: there is no file "no.cfg" in the folder (it may be too large, a link, or no text)',
        'p.yaml:6:7: "../../etc/passwd" is not a file below the folder',
      ],
    ],
    [
      'an alias that nothing stands for',
      { 'p.yaml': 'machines:\n  web1: *web\n' },
      ['p.yaml:2:9: *web is an alias of nothing: write &web before the value that it stands for'],
    ],
    [
      'a tag that nobody knows, and text that is no YAML',
      { 'a.yaml': 'machines:\n  web1: !secret x\n', 'b.yaml': 'machines: [\n' },
      [
        'a.yaml:2:9: Unresolved tag: !secret',
        'b.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    ],
    [
      'values of a wrong kind',
      { 'm.yaml': 'machines:\n  web1: {protected: often, proof: magic, macs: [nonsense]}\n  bad_name: {}\n' },
      [
        'm.yaml:2:10: protected is not true or false',
        'm.yaml:2:28: proof is not one of none, key',
        'm.yaml:2:49: macs, number 1, is not a MAC address like 52:54:00:12:34:56',
      ],
    ],
    [
      'a host name that is none',
      { 'm.yaml': 'machines:\n  bad_name: {}\n' },
      ['m.yaml:2:3: hostname is not a host name (letters, digits, hyphens, dots)'],
    ],
    [
      'a grant for nobody, and a profile of nothing',
      { 'm.yaml': 'grants:\n  now: {profiles: [web]}\nprofiles:\n  web: {args: quiet}\n' },
      [
        'm.yaml:2:3: now needs either machines or a label',
        'm.yaml:4:3: web needs either a product or a disc',
      ],
    ],
  ])('%s', async (_, texts, expected) => {
    expect(await problemsOf(texts)).toEqual(expected);
  });
});

describe('secrets', () => {
  const opening: OpenVault = async (text) => ({ ok: true, text: `opened ${text.trim()}` });
  const vaulted =
    'profiles:\n  web:\n    product: debian\n    set:\n      password: !vault |\n        sealed\n';

  test('stand in the folder as values from a vault, or as unchanged', async () => {
    const { profiles } = await configurationOf({ 'p.yaml': vaulted }, opening);
    expect(profiles?.['web']?.set).toEqual({ password: 'opened sealed' });
    const same = await configurationOf({
      'p.yaml': 'profiles:\n  web: {product: debian, set: {password: !unchanged }}\n',
    });
    expect(same.profiles?.['web']?.set).toEqual({ password: { unchanged: true } });
  });

  test('that no password opens are named with their place, and nothing else of them', async () => {
    expect(await problemsOf({ 'p.yaml': vaulted })).toEqual(['p.yaml:5:7: no vault password opens it']);
  });

  test('of a file that is a whole vault are added to what other files describe', async () => {
    const read = await readConfiguration(
      [
        { path: 'a.yaml', text: 'profiles:\n  web: {product: debian, set: {user: ops}}\n' },
        { path: 'secrets.yaml', text: 'profiles:\n  web: {set: {password: geheim}}\n', isSecret: true },
      ],
      noVault,
    );
    expect(read).toMatchObject({
      ok: true,
      configuration: { profiles: { web: { product: 'debian', set: { user: 'ops', password: 'geheim' } } } },
      secrets: [['profiles', 'web', 'set', 'password']],
    });
  });

  test('where the server would show them to everybody are refused', async () => {
    const texts = {
      'm.yaml': 'machines:\n  web1:\n    metadata:\n      token: !vault |\n        sealed\n',
    };
    expect(await problemsOf(texts, opening)).toEqual([
      'm.yaml:4:7: "token" is from a vault, and the server would show it to everybody who may read machines; secrets are kept only in "set" of a profile, under a name such as password, wifi-password or api-token',
    ]);
  });
});
