import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommandLine } from '../src/run-command-line.ts';
import { RunningServer } from './command.ts';

let folder: string;
let server: RunningServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-plan-'));
  const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  server = await RunningServer.start(['--data', 'data', ...listen], folder);
});
afterEach(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The verb in this process, as if it stood in the folder; programs of their own would take a second each. */
async function run(...words: readonly string[]) {
  const here = words.map((word) =>
    /^(?:site|out|nothing|[a-z]+\.(?:json|md|txt|cfg))$/.test(word)
      ? at(word)
      : word.replace(/@(?=[a-z]+\.)/, `@${folder}/`),
  );
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written[name] += chunk.toString().replaceAll(`${folder}/`, '');
        done();
      },
    });
  const terminal = {
    ...{ out: into('out'), err: into('err'), isOutTty: false, isErrTty: false },
    ...{ widthColumns: 100, now: () => new Date() },
  };
  const exitCode = await runCommandLine([...here, '--data', at('data')], {}, terminal);
  return { exitCode, ...written };
}
const at = (path: string) => join(folder, path);

test('plan, review, apply: the plan of a merge request is what is applied, and what is left alone is said', async () => {
  write({
    'site/machines.yaml':
      'machines:\n  web1: {macs: [52:54:00:12:34:56], address: 192.0.2.10/24, protected: true}\n  web2: {macs: [52:54:00:12:34:57]}\n',
    'site/roles.yaml': 'roles:\n  night-shift: {permissions: [machine:read, machine:hold]}\n',
  });
  await run('machine', 'add', '--macs', '52:54:00:12:34:57', '--hostname', 'web2');
  await run('machine', 'add', '--macs', '52:54:00:12:34:58', '--hostname', 'db1');
  const planned = await run('plan', 'site', '--out', 'plan.json', '--comment', 'plan.md', '--exit-code');
  expect(planned).toEqual({
    exitCode: 10,
    err: '',
    out: [
      '+ role night-shift',
      '    permissions: machine:hold, machine:read',
      '+ machine web1',
      '    52:54:00:12:34:56, 192.0.2.10, protected',
      '',
      '2 to add, 0 to change, 0 to remove: touches 1 machine, 1 protected; grants 0.',
      'For everybody: who may do what.',
      'Not in the folder, and left alone: 1 machine.',
      'Next: netberth apply site --plan plan.json',
      '',
    ].join('\n'),
  });
  expect(readFileSync(join(folder, 'plan.md'), 'utf8')).toContain(
    '**Touches 1 machine, 1 protected; grants 0.**',
  );
  expect(await run('apply', 'site', '--plan', 'plan.json')).toEqual({
    exitCode: 0,
    err: '',
    out: 'Applied: 2 of 2 changes, on 1 machine.\nSee: netberth audit list\n',
  });
  expect(await run('plan', 'site', '--exit-code')).toEqual({
    exitCode: 0,
    err: '',
    out: 'Nothing to do: the server is what site says (3 compared).\nNot in the folder, and left alone: 1 machine.\n',
  });
});

test('a plan is refused when the server has moved since, and when it is no plan', async () => {
  write({ 'site/m.yaml': 'machines:\n  web1: {labels: {rack: 7}}\n', 'no.json': '{}' });
  await run('machine', 'add', '--macs', '52:54:00:12:34:56', '--hostname', 'web1');
  await run('plan', 'site', '--out', 'plan.json');
  await run('machine', 'set', 'web1', '--labels', 'rack=9');
  const late = await run('apply', 'site', '--plan', 'plan.json');
  expect([late.exitCode, late.err]).toEqual([1, expect.stringContaining('NB8300')]);
  expect(late.err).toContain('Make the plan again');
  expect((await run('apply', 'site', '--plan', 'no.json')).err).toBe(
    'Cannot read the plan no.json: it is not what netberth plan --out has written.\n',
  );
});

test('what is wrong in a folder is said with file, line and column, and nothing is sent', async () => {
  write({ 'site/m.yaml': 'machines:\n  web1:\n    labls: {rack: 7}\n' });
  expect(await run('plan', 'site')).toEqual({
    exitCode: 1,
    out: '',
    err: 'm.yaml:3:5: labls is not known here (did you mean labels?)\nsite: 1 problem; nothing was sent to the server.\n',
  });
  expect((await run('plan', 'nothing')).err).toBe(
    'Cannot read the folder nothing: there is no such folder\n',
  );
  write({ 'site/m.yaml': 'machines:\n  new1: {labels: {rack: 7}}\n' });
  const refused = await run('plan', 'site');
  expect([refused.exitCode, refused.out]).toEqual([
    1,
    expect.stringContaining('Cannot be applied: m.yaml:2:3: the server knows no machine "new1"'),
  ]);
  expect((await run('apply', 'site')).err).toMatch(
    /^m\.yaml:2:3: the server knows no machine "new1".*\nsite: 1 problem; nothing was changed\.\n$/,
  );
});

test('a secret lies in the folder as Ansible Vault has it, and is in no output', async () => {
  write({ 'password.txt': 'the vault password\n', 'secret.txt': 'geheim-geheim' });
  const opened = ['--vault-id', 'prod@password.txt'];
  await run('vault', 'encrypt', 'secret.txt', ...opened);
  const sealed = readFileSync(join(folder, 'secret.txt'), 'utf8').replaceAll(/^(?=.)/gm, '        ');
  write({
    'site/web.yaml': `profiles:\n  web:\n    product: debian\n    answers: default\n    set:\n      user: ops\n      password: !vault |\n${sealed}`,
    'other.txt': 'another password',
  });
  expect(await run('plan', 'site', ...opened, '--out', 'plan.json')).toMatchObject({ exitCode: 0, err: '' });
  await run('apply', 'site', '--plan', 'plan.json', ...opened);
  expect((await run('plan', 'site', ...opened)).out).toMatch(/^Nothing to do/);
  const wrong = await run('plan', 'site', '--vault-id', 'prod@other.txt');
  expect([wrong.exitCode, wrong.err]).toEqual([
    1,
    expect.stringMatching(/^web\.yaml:7:7: no vault password opens it/),
  ]);
  const seen = [
    readFileSync(join(folder, 'plan.json'), 'utf8'),
    (await run('audit', 'export')).out,
    (await run('export', 'out')).out,
    readFileSync(join(folder, 'out/profiles/web.yaml'), 'utf8'),
    wrong.err,
  ].join('');
  expect(seen).not.toContain('geheim-geheim');
  expect(readFileSync(join(folder, 'out/profiles/web.yaml'), 'utf8')).toMatch(/password: !unchanged/);
});

test('an export is a folder to start from: its plan is empty, and it is not written over', async () => {
  await run('machine', 'add', '--macs', '52:54:00:12:34:56', '--hostname', 'web1', '--labels', 'rack=7');
  write({ 'own.cfg': 'd-i passwd/username string {{ settings.user }}\nd-i x string y\n' });
  await run(
    'profile',
    'create',
    'own',
    '--product',
    'debian',
    '--input',
    'preseed=@own.cfg',
    '--set',
    'user=ops',
  );
  const exported = await run('export', 'out');
  expect([exported.exitCode, exported.err]).toEqual([0, '']);
  expect(readFileSync(join(folder, 'out/machines.yaml'), 'utf8')).toBe(
    [
      '# yaml-language-server: $schema=.netberth/configuration.schema.json',
      'machines:',
      '  web1:',
      '    macs:',
      '      - 52:54:00:12:34:56',
      '    labels:',
      '      rack: "7"',
      '',
    ].join('\n'),
  );
  expect(readFileSync(join(folder, 'out/profiles/own.yaml'), 'utf8')).toContain(
    'preseed: !file ../templates/own/preseed',
  );
  expect((await run('plan', 'out', '--exit-code')).exitCode).toBe(0);
  expect((await run('export', 'out')).err).toMatch(/^out is not empty/);
});

const isRoot = process.getuid?.() === 0;
test.skipIf(isRoot)(
  `a folder that may not be read is said so${isRoot ? ' (skipped: root may read everything)' : ''}`,
  async () => {
    write({ 'site/m.yaml': '' });
    chmodSync(join(folder, 'site'), 0);
    expect((await run('plan', 'site')).err).toBe(
      'Cannot read the folder site: this user has no right to it\n',
    );
    execFileSync('chmod', ['755', join(folder, 'site')]);
  },
);
