import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../src/run-command-line.ts';

const hasAnsible = spawnSync('ansible-vault', ['--version']).status === 0;
const skipped = hasAnsible ? '' : ' (skipped: there is no ansible-vault on this host)';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-vault-test-'));
  write('sesame', 'sesame\n');
  write('hunter', 'hunter2\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content);
}
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const run = (...words: readonly string[]) => runWith({}, ...words);

/** In this process, with whole paths, which are shortened again in what it says. */
async function runWith(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const terminal = {
    ...{ out, err, isOutTty: false, isErrTty: false, widthColumns: 100 },
    now: () => new Date('2026-11-21T06:30:00Z'),
  };
  const whole = (word: string) =>
    isFile(word) ? word.replace(/[^@]+$/, (name) => join(folder, name)) : word;
  const exitCode = await runCommandLine(['vault', ...words.map(whole)], environment, terminal);
  out.end();
  err.end();
  const short = (said: string) => said.replaceAll(`${folder}/`, '');
  return { exitCode, out: short(await text(out)), err: short(await text(err)) };
}

/** Words that are no verb and no flag, and the ids before `@FILE`. */
const isFile = (word: string) => !/^-|^(?:encrypt|decrypt|view|edit|rekey|dev)$/.test(word);
const ansible = (program: string, ...words: readonly string[]) =>
  execFileSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ANSIBLE_LOCAL_TEMP: folder },
  });

describe.runIf(hasAnsible)(`files of the real ansible-vault${skipped}`, () => {
  test('ansible-vault opens what Netberth has encrypted, with and without a vault id', async () => {
    write('plain.yaml', 'password: wörld\n');
    write('bytes', Buffer.from([0, 255, 10, 13, 10, 128]));
    const done = await run('encrypt', 'plain.yaml', '--vault-id', 'prod@hunter');
    expect(done).toEqual({ exitCode: 0, out: 'Encrypted plain.yaml, vault id prod\n', err: '' });
    expect(read('plain.yaml')).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n(?:[0-9a-f]{1,80}\n)+$/);
    expect(ansible('ansible-vault', 'view', 'plain.yaml', '--vault-id', 'prod@hunter')).toBe(
      'password: wörld\n',
    );

    await run('encrypt', 'bytes', '--vault-password-file', 'sesame');
    expect(read('bytes')).toMatch(/^\$ANSIBLE_VAULT;1\.1;AES256\n/);
    ansible('ansible-vault', 'decrypt', 'bytes', '--vault-password-file', 'sesame');
    expect([...readFileSync(join(folder, 'bytes'))]).toEqual([0, 255, 10, 13, 10, 128]);
  });

  test('Netberth opens what ansible-vault has encrypted, and closes it so that ansible-vault opens it again', async () => {
    write('group_vars.yaml', 'a: 1\nb: ümlaut\n');
    ansible('ansible-vault', 'encrypt', 'group_vars.yaml', '--vault-id', 'prod@hunter');
    expect((await run('view', 'group_vars.yaml', '--vault-id', 'prod@hunter')).out).toBe('a: 1\nb: ümlaut\n');
    const editor = { EDITOR: 'sed -i s/1/2/', XDG_RUNTIME_DIR: folder };
    const edited = await runWith(editor, 'edit', 'group_vars.yaml', '--vault-id', 'prod@hunter');
    expect(edited.out).toBe('Encrypted group_vars.yaml with your changes, vault id prod\n');
    expect(ansible('ansible-vault', 'view', 'group_vars.yaml', '--vault-id', 'prod@hunter')).toBe(
      'a: 2\nb: ümlaut\n',
    );
    expect(readdirSync(folder).toSorted()).toEqual(['group_vars.yaml', 'hunter', 'sesame']);

    await run(
      ...['rekey', 'group_vars.yaml', '--vault-id', 'prod@hunter', '--new-vault-password-file', 'sesame'],
    );
    ansible('ansible-vault', 'decrypt', 'group_vars.yaml', '--vault-password-file', 'sesame');
    expect(read('group_vars.yaml')).toBe('a: 2\nb: ümlaut\n');
  });

  test('single values go both ways, and a rekey changes them where they stand', async () => {
    const value = ansible(
      'ansible-vault',
      'encrypt_string',
      '--vault-id',
      'prod@hunter',
      'geheim',
      '--name',
      'pw',
    );
    write('host_vars.yaml', `# Oslo\nhostname: web1\n${value}\nuser: ops # the account\n`);
    const shown = await run('view', 'host_vars.yaml', '--vault-id', 'prod@hunter');
    expect(shown.out).toBe('# Oslo\nhostname: web1\npw: "geheim"\nuser: ops # the account\n');

    const rekeyed = await run(
      ...['rekey', 'host_vars.yaml', '--vault-id', 'prod@hunter', '--new-vault-password-file', 'sesame'],
    );
    expect(rekeyed.out).toBe('Encrypted anew host_vars.yaml: 1 !vault value, vault id default\n');
    const seen = ansible(
      'ansible',
      ...['localhost', '-i', 'localhost,', '-c', 'local', '-m', 'debug', '-a', 'var=pw'],
      ...['-e', '@host_vars.yaml', '--vault-password-file', 'sesame'],
    );
    expect(seen).toContain('"pw": "geheim"');
  });
});

describe('vault passwords', () => {
  test('come from a program, a client that is told the vault id, and from the environment of Ansible', async () => {
    write('ask.sh', '#!/bin/sh\necho hunter2\n');
    write('ask-client.sh', '#!/bin/sh\n[ "$1 $2" = "--vault-id prod" ] && echo hunter2\n');
    chmodSync(join(folder, 'ask.sh'), 0o700);
    chmodSync(join(folder, 'ask-client.sh'), 0o700);
    write('a', 'content\n');
    await run('encrypt', 'a', '--vault-id', 'prod@hunter');
    for (const source of ['ask.sh', 'ask-client.sh'])
      expect((await run('view', 'a', '--vault-id', `prod@${source}`)).out).toBe('content\n');
    const listed = {
      ANSIBLE_VAULT_IDENTITY_LIST: `dev@${join(folder, 'sesame')}, prod@${join(folder, 'hunter')}`,
    };
    expect((await runWith(listed, 'view', 'a')).out).toBe('content\n');
    const file = { ANSIBLE_VAULT_PASSWORD_FILE: join(folder, 'hunter') };
    expect((await runWith(file, 'view', 'a')).out).toBe('content\n');
  });

  test('that are wrong, missing, empty or not to be had are named, and never shown', async () => {
    write('a', 'content\n');
    write('empty', '\n');
    write('broken.sh', '#!/bin/sh\necho hunter2 >&2\nexit 3\n');
    chmodSync(join(folder, 'broken.sh'), 0o700);
    await run('encrypt', 'a', '--vault-id', 'prod@hunter');
    const before = read('a');
    expect(await run('decrypt', 'a', '--vault-id', 'prod@sesame')).toEqual({
      exitCode: 1,
      out: '',
      err: 'a: no vault password opens it (vault id "prod"; tried "prod"): the password is another, or the vault was changed since it was written\n',
    });
    const errors = {
      nowhere: 'there is no such file',
      'broken.sh': 'the program ended with exit code 3',
    };
    for (const [source, reason] of Object.entries(errors))
      expect((await run('decrypt', 'a', '--vault-id', `prod@${source}`)).err).toBe(
        `The vault password for "prod" cannot be read from ${source}: ${reason}\n`,
      );
    expect((await run('decrypt', 'a', '--vault-password-file', 'empty')).err).toBe(
      'The vault password for "default" from empty is empty: write it there\n',
    );
    expect((await run('decrypt', 'a')).err).toBe(
      'A vault password is needed, and there is no terminal to ask at: give --vault-password-file FILE or --vault-id ID@FILE\n',
    );
    expect(read('a')).toBe(before);
  });

  test('of several ids need one to be named for encrypting', async () => {
    write('a', 'content\n');
    const both = ['--vault-id', 'dev@sesame', '--vault-id', 'prod@hunter'];
    expect((await run('encrypt', 'a', ...both)).err).toBe(
      'Passwords of several vault ids are given ("dev", "prod"): say --encrypt-vault-id ID\n',
    );
    expect((await run('encrypt', 'a', ...both, '--encrypt-vault-id', 'dev')).out).toBe(
      'Encrypted a, vault id dev\n',
    );
  });
});

describe('vault files', () => {
  test('keep their permissions, and a new one is for its owner alone', async () => {
    write('a', 'content\n');
    chmodSync(join(folder, 'a'), 0o640);
    await run('encrypt', 'a', '--vault-password-file', 'sesame');
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o640);
    await run('decrypt', 'a', '--vault-password-file', 'sesame', '-o', 'b');
    expect(statSync(join(folder, 'b')).mode & 0o777).toBe(0o600);
    expect(read('b')).toBe('content\n');
  });

  test('are all left alone when one of them cannot be opened', async () => {
    write('a', 'one\n');
    write('b', 'two\n');
    await run('encrypt', 'a', '--vault-password-file', 'sesame');
    await run('encrypt', 'b', '--vault-password-file', 'hunter');
    const before = [read('a'), read('b')];
    const refused = await run(
      ...['rekey', 'a', 'b', '--vault-password-file', 'sesame', '--new-vault-password-file', 'hunter'],
    );
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain('b: no vault password opens it');
    expect([read('a'), read('b')]).toEqual(before);
  });

  test('that are damaged, none, or vaults already are refused with what to do', async () => {
    write('plain', 'content\n');
    expect((await run('decrypt', 'plain', '--vault-password-file', 'sesame')).err).toBe(
      'plain is no vault: it does not begin with $ANSIBLE_VAULT, and has no !vault value\n',
    );
    write('damaged', '$ANSIBLE_VAULT;1.1;AES256\n6162zz\n');
    expect((await run('decrypt', 'damaged', '--vault-password-file', 'sesame')).err).toBe(
      'damaged: this vault is damaged at its line 2: it is not a line of pairs of hexadecimal digits. Take it from a backup or from git\n',
    );
    expect((await run('encrypt', 'damaged', '--vault-password-file', 'sesame')).err).toBe(
      'damaged is a vault already: netberth vault rekey gives it another password\n',
    );
  });
});
