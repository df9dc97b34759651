import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arePackageListsFresh } from './package-lists.mjs';
import { Failure } from './fail.mjs';
import { runCommand } from './run-command.mjs';
import { keepServicesStopped } from './keep-services-stopped.mjs';
import { withLock } from './with-lock.mjs';

const attempts = 2;
const aptOptions = [
  '-qq',
  '-o',
  'DPkg::Lock::Timeout=300',
  '-o',
  'Dpkg::Use-Pty=0',
  '-o',
  'Acquire::Retries=3',
];
const aptEnvironment = {
  ...process.env,
  DEBIAN_FRONTEND: 'noninteractive',
  APT_LISTCHANGES_FRONTEND: 'none',
};
// Of the whole machine, not of one clone: two clones share one dpkg and one policy-rc.d.
const lockFile = join(tmpdir(), 'netberth-debian-packages.lock');

/** Installs what `missing()` names, as root. Nothing that it installs is started. */
export async function installDebianPackages(missing) {
  await withLock(lockFile, 'installs Debian packages', async () => {
    const names = missing();
    if (names.length === 0) return;
    console.log(`Installing Debian packages (once; a minute or two): ${names.join(' ')}`);
    const letServicesStart = keepServicesStopped();
    try {
      await installWithRetry(names);
    } finally {
      letServicesStart();
    }
    const stillMissing = missing();
    if (stillMissing.length > 0) {
      throw new Failure(
        `apt-get installed its packages, but what proves these is not there: ${stillMissing.join(' ')}.\n` +
          'Correct their files in the table of scripts/debian-packages.mjs.',
      );
    }
  });
}

/** For tests that download packages themselves: a list that is a day old may name versions that are gone. */
export async function freshenPackageLists() {
  await withLock(lockFile, 'installs Debian packages', async () => {
    if (arePackageListsFresh()) return;
    console.log('Updating the list of Debian packages (apt-get update).');
    await aptGet('update');
  });
}

async function installWithRetry(names) {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    console.log(`  apt-get update, apt-get install${attempt > 1 ? ` (attempt ${attempt})` : ''}`);
    // A mirror that fails to update may still have what is needed: the install decides.
    await aptGet('update');
    if ((await aptGet('install', '-y', '--no-install-recommends', ...names)) === 0) return;
  }
  throw new Failure(
    `apt-get could not install: ${names.join(' ')}. What it says is above; it needs the Debian mirrors of /etc/apt.\n` +
      `Run \`apt-get install ${names.join(' ')}\` by hand, then the same command again.`,
  );
}

function aptGet(verb, ...rest) {
  // Its standard output is one line per unpacked file; problems go to standard error.
  return runCommand('apt-get', [...aptOptions, verb, ...rest], {
    env: aptEnvironment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
