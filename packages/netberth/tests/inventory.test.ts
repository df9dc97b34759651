import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { netberth, RunningServer } from './command.ts';
import { netberthProgram } from './netberth-program.ts';

const hasAnsible = spawnSync('ansible-inventory', ['--version']).status === 0;
const skipped = hasAnsible ? '' : ' (skipped: there is no ansible-inventory on this host)';
const script = join(import.meta.dirname, '../../../docs/ansible/netberth-inventory.sh');

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-inventory-'));
  const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  server = await RunningServer.start(['--data', 'data', ...listen], folder);
  const machines = [
    {
      ...{
        id: 1,
        state: 'finished',
        hostname: 'web1',
        macs: ['52:54:00:00:00:01'],
        serial: 'A1',
        uuid: null,
      },
      ...{ address: '192.0.2.11', labels: { rack: '7', 'role.main': 'web' }, metadata: { cores: 8 } },
    },
    {
      ...{ id: 2, state: 'new', hostname: 'web2', macs: ['52:54:00:00:00:02'], uuid: null },
      ...{ serial: "{{ LOOKUP('PIPE','TOUCH PWNED') }}", labels: { rack: '7' } },
      ...{ address: '192.0.2.12', metadata: { note: "{{ lookup('pipe', 'touch pwned') }}", fine: 'yes' } },
    },
    { id: 3, state: 'new', hostname: null, macs: ['52:54:00:00:00:03'], serial: null, uuid: null },
  ];
  writeFileSync(join(folder, 'machines.json'), JSON.stringify(machines));
  const imported = await netberth(['machine', 'import', 'machines.json'], folder);
  if (imported.exitCode !== 0) throw new Error(imported.err);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

const notes =
  'Note: web2: netberth_serial is left out: Ansible would run the template in it.\n' +
  'Note: web2: netberth_metadata.note is left out: Ansible would run the template in it.\n';

test('machines are exported for Ansible with their groups, without what it would run', async () => {
  const { out, err } = await netberth(['export', '--ansible-inventory'], folder);
  expect(err).toBe(notes);
  expect(out).toBe(`all:
  hosts:
    web1:
      ansible_host: "192.0.2.11"
      netberth_id: 1
      netberth_state: "finished"
      netberth_macs:
        - "52:54:00:00:00:01"
      netberth_serial: "A1"
      netberth_uuid: null
      netberth_labels:
        rack: "7"
        role.main: "web"
      netberth_metadata:
        cores: 8
      netberth_hardware: {}
      netberth_profile: null
      netberth_protected: false
    web2:
      ansible_host: "192.0.2.12"
      netberth_id: 2
      netberth_state: "new"
      netberth_macs:
        - "52:54:00:00:00:02"
      netberth_serial: null
      netberth_uuid: null
      netberth_labels:
        rack: "7"
      netberth_metadata:
        note: null
        fine: "yes"
      netberth_hardware: {}
      netberth_profile: null
      netberth_protected: false
    machine-3:
      netberth_id: 3
      netberth_state: "new"
      netberth_macs:
        - "52:54:00:00:00:03"
      netberth_serial: null
      netberth_uuid: null
      netberth_labels: {}
      netberth_metadata: {}
      netberth_hardware: {}
      netberth_profile: null
      netberth_protected: false
  children:
    label_rack_7:
      hosts:
        web1: {}
        web2: {}
    label_role_main_web:
      hosts:
        web1: {}
    state_finished:
      hosts:
        web1: {}
    state_new:
      hosts:
        web2: {}
        machine-3: {}
`);
});

describe.runIf(hasAnsible)(`the real Ansible${skipped}`, () => {
  const ansible = (program: string, ...words: readonly string[]) =>
    execFileSync(program, words, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ANSIBLE_LOCAL_TEMP: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    });

  test('reads the file and the script alike, and takes hosts by group', async () => {
    writeFileSync(
      join(folder, 'hosts.yaml'),
      (await netberth(['export', '--ansible-inventory'], folder)).out,
    );
    writeFileSync(
      join(folder, 'hosts.json'),
      (await netberth(['export', '--ansible-inventory', '--format', 'json'], folder)).out,
    );
    writeFileSync(
      join(folder, 'netberth'),
      `#!/bin/sh\nexec '${process.execPath}' '${netberthProgram}' "$@"\n`,
    );
    chmodSync(join(folder, 'netberth'), 0o755);
    symlinkSync(script, join(folder, 'inventory.sh'));
    const [file, json, dynamic] = ['hosts.yaml', 'hosts.json', 'inventory.sh'].map(
      (source) => JSON.parse(ansible('ansible-inventory', '-i', source, '--list')) as Inventory,
    );
    expect(file?._meta.hostvars['web1']).toMatchObject({ ansible_host: '192.0.2.11', netberth_id: 1 });
    expect(file?.['label_rack_7']).toEqual({ hosts: ['web1', 'web2'] });
    expect(json).toEqual(file);
    expect(dynamic?._meta).toEqual(file?._meta);
    expect(dynamic?.['label_rack_7']).toEqual(file?.['label_rack_7']);
    expect(ansible('ansible', '-i', 'inventory.sh', 'label_rack_7:&state_new', '--list-hosts')).toBe(
      '  hosts (1):\n    web2\n',
    );
    expect(JSON.parse(ansible(join(folder, 'inventory.sh'), '--host', 'web1'))).toMatchObject({
      netberth_labels: { rack: '7' },
    });
  });
});

type Inventory = {
  readonly _meta: { readonly hostvars: Readonly<Record<string, object>> };
} & Readonly<Record<string, object>>;

test('machines are exported as a roster of Salt; one without an address cannot be in it', async () => {
  const { out, err } = await netberth(['export', '--salt-roster'], folder);
  expect(err).toBe(
    'Note: web2: metadata.note is left out: Salt would run the template in it.\n' +
      'Note: machine-3 is left out: it has no address that is known.\n',
  );
  expect(out.split('\n').slice(0, 13).join('\n')).toBe(`web1:
  host: "192.0.2.11"
  minion_opts:
    grains:
      netberth:
        id: 1
        state: "finished"
        profile: null
        labels:
          rack: "7"
          role.main: "web"
        metadata:
          cores: 8`);
});

test('what is asked for wrongly is said', async () => {
  expect((await netberth(['export'], folder)).err).toBe(
    'Name a folder to export to, or say --ansible-inventory or --salt-roster\n',
  );
  expect((await netberth(['export', '--ansible-inventory', '--salt-roster'], folder)).err).toBe(
    '--ansible-inventory and --salt-roster are two files: ask for one after the other\n',
  );
});
