import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../run-command-line.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-openstack-'));
  await writeFile(
    at('clouds.yaml'),
    'clouds:\n  mine:\n    auth:\n      auth_url: http://127.0.0.1:9/v2.0\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function run(words: readonly string[], environment: Record<string, string> = {}) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const sinks = { out, err, isOutTty: false, isErrTty: false, widthColumns: 100, now: () => new Date(0) };
  const own = { HOME: folder, OS_CLIENT_CONFIG_FILE: at('clouds.yaml'), ...environment };
  const exitCode = await runCommandLine(['--data', at('data'), 'openstack', ...words], own, sinks);
  out.end();
  err.end();
  return { exitCode, out: await text(out), err: await text(err) };
}

const boot = ['boot', 'web1', '--network', 'n', '--flavor', 'f'];

describe('openstack boot', () => {
  test('names everything that is missing before it asks the cloud', async () => {
    expect(await run(['boot', 'web1'])).toEqual({
      exitCode: 1,
      out: '',
      err: `Nothing was made:
  --network is missing: where its port is made
  --flavor is missing: how large it is
  say what is installed with --profile NAME, or let a person choose with --menu
`,
    });
  });

  test.each([
    [['--menu', '--profile', 'a'], '--menu and --profile exclude each other: who decides what is installed?'],
    [['--profile', 'a', '--way', 'volume'], '--way volume needs --volume GIB'],
    [
      ['--profile', 'a', '--way', 'rescue', '--volume', '9'],
      '--way rescue installs to the disk of the flavor: leave --volume out',
    ],
  ])('refuses %j', async (flags, words) => {
    expect((await run([...boot, ...flags])).err).toContain(words);
  });

  test('refuses a cloud that cannot be used with all that is wrong with it', async () => {
    const { exitCode, err } = await run([...boot, '--profile', 'a']);
    expect(exitCode).toBe(1);
    expect(err).toContain('The cloud "mine" cannot be used:');
    expect(err).toContain('write http://127.0.0.1:9/v3');
    expect(err).toContain('password is missing: write it into secure.yaml, or set OS_PASSWORD');
  });

  test('says that a cloud does not answer, and where', async () => {
    const environment = {
      OS_AUTH_URL: 'http://127.0.0.1:9/v3',
      OS_USERNAME: 'u',
      OS_PASSWORD: 'p',
      OS_CLOUD: 'envvars',
    };
    const { err } = await run(['images'], environment);
    expect(err).toContain('identity at http://127.0.0.1:9 cannot be reached (POST)');
    expect(err).toContain('Is the cloud up, and reached from here?');
  });
});

describe('openstack batch', () => {
  test('names every fault of the list by its line, and makes nothing', async () => {
    const rows = [
      'name,fixed_ip,profile',
      'a,10.0.0.1,x',
      'a,10.0.0.2,x',
      'b,10.0.0.1,x',
      'no name!,,x',
      'c,,',
    ];
    await writeFile(at('list.csv'), rows.join('\n'));
    const { exitCode, err } = await run(['batch', at('list.csv'), '--network', 'n', '--flavor', 'f']);
    expect(exitCode).toBe(1);
    expect(err).toBe(`Nothing was made:
  line 3: "a" stands in the list twice
  line 4: 10.0.0.1 is the address of "a" already
  line 5: name: "no name!" is not a name of letters, digits, hyphens and dots
  line 6: say what is installed with --profile NAME, or let a person choose with --menu
`);
  });

  test('refuses columns that it does not know', async () => {
    await writeFile(at('odd.csv'), 'name;colour\na;red\n');
    expect((await run(['batch', at('odd.csv')])).err).toContain(
      'line 1: no such column: colour; there are name, network, fixed_ip, flavor, profile, volume',
    );
  });
});

describe('openstack upload', () => {
  test('wants either a file or a machine', async () => {
    expect((await run(['upload'])).err).toBe('Name either a FILE or a --machine: what is to be uploaded?\n');
  });

  test('does not guess the format of a file', async () => {
    await writeFile(at('thing'), 'x');
    expect((await run(['upload', at('thing')])).err).toContain('tells no disk format: say it with --format');
  });
});

describe('openstack snapshot', () => {
  test('takes no login that ssh would read as an option', async () => {
    expect((await run(['snapshot', 'web1', '--ssh', '-oProxyCommand=x'])).exitCode).toBe(2);
  });
});

describe('openstack generalise', () => {
  test('prints the script for a shell, and the one for cloud-init', async () => {
    const script = await run(['generalise']);
    expect(script).toMatchObject({ exitCode: 0, err: '' });
    expect(script.out).toMatch(/^#!\/bin\/sh\n[^]*rm -f "\$root"\/etc\/ssh\/ssh_host_\*_key /);
    const userData = await run(['generalise', '--user-data']);
    expect(userData.out).toContain(script.out);
    expect(userData.out).toContain('poweroff');
  });
});
