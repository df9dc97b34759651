import { distributions, type Distribution } from '../system/distributions.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { snapshotName } from './moment.ts';

/** An archive of packages that apt knows as one line. */
export type AptSource = {
  readonly mirror: string;
  readonly suite: string;
  readonly components: readonly string[];
};

/** Where apt takes the packages of a recipe from: the release, what was mended in it, and its security updates. */
export function aptSources({ system }: Recipe): readonly AptSource[] {
  const { distribution, release, components } = system;
  const known: Distribution = distributions[distribution];
  const isMoving = ['sid', 'unstable', 'testing', 'forky'].includes(release);
  const mirror = addressOf(system.mirror, known.mirror, known.snapshots, system);
  const security = securityOf(system, known, mirror);
  return [
    { mirror, suite: release, components },
    ...(isMoving ? [] : [{ mirror, suite: `${release}-updates`, components }]),
    ...(isMoving || security === null
      ? []
      : [{ mirror: security, suite: `${release}-security`, components }]),
  ];
}

/** A recipe that names its own mirror says where security updates are, or does without. */
function securityOf(system: Recipe['system'], known: Distribution, mirror: string): string | null {
  if (system.security === 'none') return null;
  if (system.security !== undefined) return withSnapshot(system.security, system);
  if (system.mirror !== undefined) return null;
  return known.security ?? mirror;
}

/** The one tree that dnf and zypper install from. */
export function rpmMirrors({ system }: Recipe): readonly { readonly name: string; readonly url: string }[] {
  const known: Distribution = distributions[system.distribution];
  const url = addressOf(system.mirror, known.mirror, known.snapshots, system);
  const names = url.includes('{repository}') ? ['BaseOS', 'AppStream'] : ['main'];
  return names.map((name) => ({
    name,
    url: url
      .replaceAll('{repository}', name)
      .replaceAll('{release}', system.release)
      .replaceAll('{arch}', rpmArch(system.arch)),
  }));
}

export function rpmArch(arch: Recipe['system']['arch']): string {
  return arch === 'arm64' ? 'aarch64' : arch;
}

export function debianArch(arch: Recipe['system']['arch']): string {
  return arch === 'x86_64' ? 'amd64' : arch;
}

function addressOf(
  own: string | undefined,
  usual: string,
  snapshots: string | null,
  system: Recipe['system'],
): string {
  if (own !== undefined) return withSnapshot(own, system);
  return system.snapshot === undefined || snapshots === null ? usual : withSnapshot(snapshots, system);
}

function withSnapshot(address: string, { snapshot }: Recipe['system']): string {
  return snapshot === undefined ? address : address.replaceAll('{snapshot}', snapshotName(snapshot));
}
