import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '../../../platform/error-code.ts';
import type { TellStep } from '../firmware-candidate.ts';
import { firmwareRefused } from '../firmware-refused.ts';
import { aptConfiguration, aptFolders, aptSources } from './apt-configuration.ts';
import { explainAptFailure } from './explain-apt-failure.ts';
import { findMirror } from './find-mirror.ts';
import { runApt } from './run-apt.ts';
import type { AptRun } from './run-apt.ts';

/** What of the host is used; tests name others. */
export type DebianHost = {
  readonly aptGet: string;
  /** Where the keys of Debian's archive may lie; the first that exists counts. */
  readonly keyrings: readonly string[];
};

export const thisHost: DebianHost = {
  aptGet: 'apt-get',
  keyrings: [
    '/usr/share/keyrings/debian-archive-keyring.gpg',
    '/usr/share/keyrings/debian-archive-keyring.pgp',
  ],
};

export type WantedPackages = {
  readonly packages: readonly string[];
  readonly suite: string;
  /** Null: the one that apt uses here. */
  readonly mirror: string | null;
};

const elsewhere =
  'Fetch the packages on a Debian host (apt-get download ipxe isolinux syslinux-common seabios) and say --from-deb FILE,…, or name a folder that holds the files with --from DIR.';

/**
 * Fetches packages by name, signatures checked, into `folder`, which is empty. Needs no root.
 * @returns the paths of the package files
 * @throws CommandRefused: no apt, no network, no such suite, wrong signature, full disk
 */
export async function fetchPackages(
  wanted: WantedPackages,
  folder: string,
  host: DebianHost,
  tell: TellStep,
): Promise<readonly string[]> {
  demandPlainPath(folder);
  const run: AptRun = { program: host.aptGet, folder };
  const mirror = wanted.mirror ?? (await mirrorOfHost(run));
  const apt = { folder, mirror, suite: wanted.suite, keyring: await findKeyring(host) };
  for (const each of aptFolders) await mkdir(join(folder, each), { recursive: true });
  await writeFile(join(folder, 'apt.conf'), aptConfiguration(apt));
  await writeFile(join(folder, 'netberth.sources'), aptSources(apt));
  const step = async (words: readonly string[], says: string) => {
    tell(says);
    const result = await runApt(run, ['-c', join(folder, 'apt.conf'), ...words], (percent) =>
      tell(says, percent),
    );
    if (result.kind === 'done') return;
    if (result.kind === 'no-apt') throw noApt();
    const { why, hint } = explainAptFailure(result.complaint, apt);
    throw firmwareRefused(why, hint);
  };
  await step(['update'], `fetching the package lists of Debian ${wanted.suite}`);
  await step(['download', ...wanted.packages], `fetching ${wanted.packages.join(', ')}`);
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.deb')).map((name) => join(folder, name));
}

/** apt's settings have no way to write these inside a value. */
function demandPlainPath(folder: string): void {
  if (!/["\p{Cc}]/u.test(folder)) return;
  throw firmwareRefused(
    `apt cannot work in "${folder}": its name holds a quotation mark or a control character`,
    'Rename the data folder, or install with --from-deb FILE,… or --from DIR.',
  );
}

async function mirrorOfHost(run: AptRun): Promise<string> {
  const found = await findMirror(run);
  switch (found.kind) {
    case 'mirror':
      return found.url;
    case 'no-apt':
      throw noApt();
    case 'none':
      throw firmwareRefused(
        `apt on this host uses no Debian mirror (${found.others.join(', ') || 'none at all'})`,
        `Name one with --mirror URL. ${elsewhere}`,
      );
    case 'failed':
      throw firmwareRefused(
        `apt-get cannot say which mirror it uses: ${found.complaint.replaceAll(/\s+/g, ' ').slice(0, 300)}`,
        `Name one with --mirror URL. ${elsewhere}`,
      );
  }
}

async function findKeyring({ keyrings }: DebianHost): Promise<string> {
  for (const path of keyrings) {
    try {
      await access(path);
      return path;
    } catch (error) {
      if (!hasErrorCode(error, 'ENOENT')) throw error;
    }
  }
  throw firmwareRefused(
    'the keys that Debian signs with are not on this host',
    `Install them: apt-get install debian-archive-keyring. ${elsewhere}`,
  );
}

function noApt() {
  return firmwareRefused('there is no apt-get on this host: it is no Debian', elsewhere);
}
