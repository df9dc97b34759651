import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a checker says of a text; `accepted` alone says whether it takes it. */
export type Verdict = { readonly accepted: boolean; readonly said: string };

export type Checkers = Readonly<
  Record<'cloudConfig' | 'netplan' | 'keyfile' | 'ignition' | 'preseed', (text: string) => Verdict>
>;

/** Debian's own programs on one text each. @param root see `unpackedPrograms` */
export function checkersIn(root: string): Checkers {
  const modules = join(root, 'usr/lib/python3/dist-packages');
  return {
    cloudConfig: (text) =>
      withFile('user-data', text, (file) =>
        verdictOf('/usr/bin/python3', ['-m', 'cloudinit.cmd.main', 'schema', '--config-file', file], {
          env: { PYTHONPATH: modules },
        }),
      ),
    netplan: (text) =>
      withFile('etc/netplan/50-netberth.yaml', text, (_, folder) =>
        verdictOf(join(root, 'usr/libexec/netplan/generate'), ['--root-dir', folder]),
      ),
    keyfile: (text) =>
      verdictOf(
        join(root, 'usr/bin/nmcli'),
        ['--offline', 'connection', 'modify', 'connection.autoconnect', 'yes'],
        { input: text },
      ),
    ignition: (text) =>
      withFile('config.ign', text, (file) => verdictOf(join(root, 'usr/bin/ignition-validate'), [file])),
    preseed: (text) =>
      withFile('preseed.cfg', text, (file) => verdictOf('debconf-set-selections', ['--checkonly', file])),
  };
}

/** pykickstart's own program; null: it is not installed, and Debian has no package of it. */
export function kickstartChecker(): ((text: string) => Verdict) | null {
  if (spawnSync('ksvalidator', ['--help']).error !== undefined) return null;
  return (text) => withFile('ks.cfg', text, (file) => verdictOf('ksvalidator', ['--followincludes', file]));
}

function withFile(name: string, text: string, check: (file: string, folder: string) => Verdict): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-answers-'));
  try {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
    return check(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function verdictOf(
  program: string,
  args: readonly string[],
  { env = {}, input = '' }: { readonly env?: Record<string, string>; readonly input?: string } = {},
): Verdict {
  const options = {
    encoding: 'utf8',
    timeout: 60_000,
    input,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
  };
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${program} cannot be run`, { cause: error });
  return { accepted: status === 0, said: `${stdout}${stderr}` };
}
