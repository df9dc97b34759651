import { distributions, type Installer } from '../system/distributions.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { shellWord } from '../shell-word.ts';
import type { NeededProgram } from './needed-program.ts';
import { aptSources, debianArch, rpmArch, rpmMirrors } from './mirrors.ts';
import type { Moment } from './moment.ts';
import { packagesOf } from './packages.ts';

const programs: Readonly<Record<Installer, readonly NeededProgram[]>> = {
  apt: [{ program: 'mmdebstrap', package: 'mmdebstrap' }],
  dnf: [{ program: 'dnf', package: 'dnf' }],
  zypper: [{ program: 'zypper', package: 'zypper' }],
};

export function installPrograms(installer: Installer): readonly NeededProgram[] {
  return programs[installer];
}

/**
 * Fills `$ROOT` from the mirror. Names of packages that the mirror does not have are left in `$WORK/unknown-packages`, those
 * that it has in `$WORK/package-names`, before anything is installed.
 */
export function installScript(recipe: Recipe, moment: Moment): string {
  switch (distributions[recipe.system.distribution].installer) {
    case 'apt':
      return aptScript(recipe, moment);
    case 'dnf':
      return dnfScript(recipe);
    case 'zypper':
      return zypperScript(recipe);
  }
}

const left = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*'];

function aptScript(recipe: Recipe, { epochSeconds }: Moment): string {
  const { system } = recipe;
  const packages = packagesOf(recipe);
  const sources = aptSources(recipe).map(
    ({ mirror, suite, components }) => `deb ${mirror} ${suite} ${components.join(' ')}`,
  );
  const options = [
    ...['--mode=root', '--variant=apt', '--format=directory', `--architectures=${debianArch(system.arch)}`],
    `--include=${packages.join(',')}`,
    ...['APT::Install-Recommends "false"', 'Acquire::Languages "none"', 'Acquire::Retries "3"'].map(
      aptOption,
    ),
    ...(system.snapshot === undefined ? [] : [aptOption('Acquire::Check-Valid-Until "false"')]),
    '--dpkgopt=force-unsafe-io',
    ...left.map((path) => `--dpkgopt=path-exclude=${path}`),
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    ...(system.keyring === undefined ? [] : [`--keyring=${system.keyring}`]),
    ...['--skip=download/empty', '--skip=essential/unlink'],
  ].map(shellWord);
  const hooks = [
    `--setup-hook='mkdir -p "$CACHE/packages" "$1/var/cache/apt/archives"'`,
    `--setup-hook='sync-in "'"$CACHE"'/packages" /var/cache/apt/archives'`,
    `--extract-hook='sh "$WORK/check-packages"'`,
    `--customize-hook='sync-out /var/cache/apt/archives "'"$CACHE"'/packages"'`,
  ];
  return `set -eu
# The kernel's package need make no initrd: the last stage but one makes the one that counts.
export SOURCE_DATE_EPOCH=${epochSeconds} TMPDIR="$WORK" INITRD=No
printf '%s\\n' ${packages.map(shellWord).join(' ')} | sed 's/[=:].*//' >"$WORK/wanted-packages"
cat >"$WORK/check-packages" <<'END'
apt-cache pkgnames | sort -u >"$WORK/package-names"
grep -Fxv -f "$WORK/package-names" "$WORK/wanted-packages" >"$WORK/unknown-packages" || exit 0
exit 1
END
mmdebstrap ${options.join(' ')} \\
  ${hooks.join(' \\\n  ')} \\
  ${shellWord(system.release)} "$ROOT" ${sources.map(shellWord).join(' ')}
`;
}

function aptOption(text: string): string {
  return `--aptopt=${text}`;
}

function dnfScript(recipe: Recipe): string {
  const { release, arch } = recipe.system;
  const repositories = rpmMirrors(recipe).map(
    ({ name, url }) => `[${name}]\nname=${name}\nbaseurl=${url}\nenabled=1\ngpgcheck=${keyLines(recipe)}\n`,
  );
  const options = [
    ...['-y', `--releasever=${release}`, `--forcearch=${rpmArch(arch)}`],
    ...['install_weak_deps=False', 'tsflags=nodocs', 'keepcache=1'].map((each) => `--setopt=${each}`),
  ];
  return `set -eu
mkdir -p "$WORK/repositories" "$CACHE/packages"
cat >"$WORK/repositories/recipe.repo" <<'END'
${repositories.join('\n')}END
dnf ${options.join(' ')} --installroot="$ROOT" --setopt=reposdir="$WORK/repositories" --setopt=cachedir="$CACHE/packages" \\
  install ${packagesOf(recipe).map(shellWord).join(' ')}
`;
}

/** Packages are believed by the keys of the recipe's keyring; without one by those of the host. */
function keyLines({ system }: Recipe): string {
  return system.keyring === undefined ? '1' : `1\ngpgkey=file://${system.keyring}`;
}

function zypperScript(recipe: Recipe): string {
  const names = rpmMirrors(recipe);
  return `set -eu
mkdir -p "$CACHE/packages"
${names.map(({ name, url }) => `zypper --root "$ROOT" --non-interactive addrepo --refresh ${shellWord(url)} ${name}`).join('\n')}
zypper --root "$ROOT" --non-interactive --gpg-auto-import-keys --pkg-cache-dir "$CACHE/packages" \\
  install --no-recommends ${packagesOf(recipe).map(shellWord).join(' ')}
`;
}
