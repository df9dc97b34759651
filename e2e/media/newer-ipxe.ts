import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../src/test-image/run.ts';
import { underLock } from '../src/test-image/under-lock.ts';
import { workRoot } from '../src/work-folder.ts';

/** The first Debian whose `ipxe.efi` looks for `autoexec.ipxe` beside itself. */
const suite = 'trixie';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const updateMs = 120_000;

/** A folder with `ipxe.efi` and `ipxe.lkrn` of the package `ipxe`, unpacked and not installed; fetched once (10 s). */
export async function newerIpxe(): Promise<string> {
  mkdirSync(workRoot, { recursive: true });
  const folder = join(workRoot, `ipxe-${suite}`);
  await underLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await fetchInto(folder);
  });
  return join(folder, 'usr/lib/ipxe');
}

async function fetchInto(folder: string): Promise<void> {
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  for (const name of ['lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(join(draft, name), { recursive: true });
  }
  const sources = join(draft, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${keyring}] ${await mirror()} ${suite} main\n`);
  const apart = [
    ...['-o', `Dir::Etc::sourcelist=${sources}`, '-o', 'Dir::Etc::sourceparts=-'],
    ...['-o', `Dir::State::lists=${join(draft, 'lists')}`, '-o', `Dir::Cache=${join(draft, 'cache')}`],
    ...['-o', 'APT::Sandbox::User=', '-o', 'Acquire::Languages=none', '-q'],
  ];
  await run('apt-get', [...apart, 'update'], { cwd: draft, timeoutMs: updateMs });
  await run('apt-get', [...apart, 'download', 'ipxe'], { cwd: draft, timeoutMs: updateMs });
  await run('sh', ['-c', 'dpkg-deb -x ipxe_*.deb root'], { cwd: draft });
  renameSync(join(draft, 'root'), folder);
  rmSync(draft, { recursive: true });
}

/** The Debian mirror that this machine uses itself. */
async function mirror(): Promise<string> {
  const targets = await run('apt-get', [
    'indextargets',
    '--format',
    '$(SITE) $(COMPONENT) $(LABEL)',
    'Created-By: Packages',
  ]);
  const site = /^(\S+) main Debian$/m.exec(targets)?.[1];
  if (site === undefined) throw new Error('apt knows no Debian mirror: run "apt-get update" first');
  return site;
}
