/** What installs a distribution into a folder. */
export type Installer = 'apt' | 'dnf' | 'zypper';

export type Distribution = {
  readonly installer: Installer;
  /** Its packages; `{release}` and `{arch}` stand for those of the recipe. */
  readonly mirror: string;
  /** Where its packages of an earlier moment are kept, `{snapshot}` being the moment; null: nowhere. */
  readonly snapshots: string | null;
  /** Its security updates, for apt; null: they are in the mirror. */
  readonly security: string | null;
  readonly kernel: string;
};

const rpmTree = { installer: 'dnf', snapshots: null, security: null, kernel: 'kernel-core' } as const;

export const distributions = {
  debian: {
    installer: 'apt',
    mirror: 'http://ftp.debian.org/debian',
    snapshots: null,
    security: 'http://ftp.debian.org/debian-security',
    kernel: 'linux-image-{arch}',
  },
  ubuntu: {
    installer: 'apt',
    mirror: 'http://archive.ubuntu.com/ubuntu',
    snapshots: 'http://snapshot.ubuntu.com/ubuntu/{snapshot}',
    security: null,
    kernel: 'linux-image-generic',
  },
  fedora: {
    ...rpmTree,
    mirror: 'https://dl.fedoraproject.org/pub/fedora/linux/releases/{release}/Everything/{arch}/os',
  },
  almalinux: { ...rpmTree, mirror: 'https://repo.almalinux.org/almalinux/{release}/{repository}/{arch}/os' },
  opensuse: {
    ...rpmTree,
    installer: 'zypper',
    mirror: 'https://download.opensuse.org/distribution/leap/{release}/repo/oss',
    kernel: 'kernel-default',
  },
} as const satisfies Readonly<Record<string, Distribution>>;

export type DistributionName = keyof typeof distributions;
export const distributionNames = Object.keys(distributions) as [DistributionName, ...DistributionName[]];
