import { refuseTalosSecrets } from './refuse-talos-secrets.ts';

/** What a person sets for an answer file: `--set user=ops`. A list is written with blanks or commas between. */
export type AnswerSetting = {
  /** For people, one line. */
  readonly title: string;
  readonly example: string;
  /** A value that the built-in templates have without being told; null: none. */
  readonly preset: string | null;
  readonly kind: 'word' | 'list' | 'secret';
  /** What is wrong with one value, as `is …`; undefined: nothing. */
  readonly refuse: (value: string) => string | undefined;
};

const url = /^https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?(?:\/[A-Za-z0-9._~+-]+)*\/?$/;

function must(pattern: RegExp, wanted: string): AnswerSetting['refuse'] {
  return (value) => (pattern.test(value) ? undefined : `is not ${wanted}`);
}

/** What the built-in templates know. A template of somebody's own may use other names too. */
export const answerSettings: Readonly<Record<string, AnswerSetting>> = {
  disk: {
    title: 'the disk that is erased and installed to; without it the only one, and several are refused',
    example: '/dev/vda',
    preset: null,
    kind: 'word',
    refuse: must(
      /^\/dev\/(?!.*\/\/|.*\/\.)[A-Za-z0-9][A-Za-z0-9._:+=@/-]*[A-Za-z0-9]$/,
      'a disk such as /dev/vda or /dev/disk/by-id/NAME',
    ),
  },
  user: {
    title: 'the account that is made; it may become root by sudo',
    example: 'ops',
    preset: 'ops',
    kind: 'word',
    refuse: (name) =>
      name === 'root'
        ? 'is the account that is always there; name the one of a person'
        : must(/^[a-z_][a-z0-9_-]{0,31}$/, 'an account name (small letters, digits, _ and -)')(name),
  },
  'ssh-keys': {
    title: 'public SSH keys that may sign in, one a line',
    example: '@~/.ssh/id_ed25519.pub',
    preset: null,
    kind: 'list',
    refuse: refuseSshKey,
  },
  password: {
    title: 'the password of the account; kept as its SHA-512 crypt only',
    example: '@password.txt',
    preset: null,
    kind: 'secret',
    refuse: must(/^\P{Cc}{1,256}$/u, 'one line of at most 256 characters'),
  },
  packages: {
    title: 'packages to install beside',
    example: 'nginx,curl',
    preset: null,
    kind: 'list',
    refuse: must(/^(?:@\^?)?[A-Za-z0-9][A-Za-z0-9+._:~-]{0,127}$/, 'the name of a package'),
  },
  locale: {
    title: 'the language of the system',
    example: 'de_DE.UTF-8',
    preset: 'en_US.UTF-8',
    kind: 'word',
    refuse: must(/^(?:C|[a-z]{2,3}_[A-Z]{2})\.UTF-8$/, 'a locale such as en_US.UTF-8'),
  },
  keyboard: {
    title: 'the layout of the keyboard',
    example: 'de',
    preset: 'us',
    kind: 'word',
    refuse: must(/^[a-z]{2,12}$/, 'a keyboard layout such as us'),
  },
  timezone: {
    title: 'the time zone',
    example: 'Europe/Berlin',
    preset: 'Etc/UTC',
    kind: 'word',
    refuse: refuseTimeZone,
  },
  edition: {
    title: 'which of the systems of a medium',
    example: 'SLES',
    preset: null,
    kind: 'word',
    refuse: must(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,63}$/, 'the name of a product or an edition'),
  },
  domain: {
    title: 'the domain behind the host name',
    example: 'example.org',
    preset: null,
    kind: 'word',
    refuse: must(/^(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*$/, 'a domain such as example.org'),
  },
  email: {
    title: 'where the system sends its mail; root of the host without it',
    example: 'ops@example.org',
    preset: null,
    kind: 'word',
    refuse: must(
      /^[A-Za-z0-9._+-]{1,64}@(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*$/,
      'an address such as ops@example.org',
    ),
  },
  mirror: {
    title: 'where the packages come from; the mirror of the profile without it',
    example: 'http://mirror.example/debian',
    preset: null,
    kind: 'word',
    refuse: must(url, 'the URL of a mirror (http or https, without account and query)'),
  },
  'security-mirror': {
    title: 'where security updates come from, or none',
    example: 'http://mirror.example/debian-security',
    preset: null,
    kind: 'word',
    refuse: (value) => (value === 'none' ? undefined : must(url, 'the URL of a mirror, or none')(value)),
  },
  'cluster-secrets': {
    title: 'the secrets of the cluster, as talosctl gen secrets writes them',
    example: '@secrets.yaml',
    preset: null,
    kind: 'secret',
    refuse: refuseTalosSecrets,
  },
  'node-type': {
    title: 'what the machine is in the cluster: controlplane or worker',
    example: 'worker',
    preset: null,
    kind: 'word',
    refuse: must(/^(?:controlplane|worker)$/, 'controlplane or worker'),
  },
  'cluster-endpoint': {
    title: 'where the control plane of the cluster is reached',
    example: 'https://cluster.example:6443',
    preset: null,
    kind: 'word',
    refuse: must(
      /^https:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/,
      'a URL such as https://cluster.example:6443',
    ),
  },
  'cluster-name': {
    title: 'the name of the cluster',
    example: 'lab',
    preset: 'talos',
    kind: 'word',
    refuse: must(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a name of small letters, digits and -'),
  },
  'finish-image': {
    title: 'the container image whose wget tells the server that the machine is up',
    example: 'registry.example/busybox:stable',
    preset: 'docker.io/library/busybox:stable',
    kind: 'word',
    refuse: must(/^[a-z0-9][A-Za-z0-9.:/@_-]{0,254}$/, 'the name of an image'),
  },
  share: {
    title:
      'the share with the unpacked ISO of Windows; without one it comes over HTTP from where the machine boots',
    example: String.raw`\\files.example\windows`,
    preset: null,
    kind: 'word',
    refuse: must(
      /^\\\\[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?:\\[A-Za-z0-9_$][A-Za-z0-9 ._$-]{0,79}){1,8}$/,
      String.raw`a share such as \\files.example\windows`,
    ),
  },
  'share-user': {
    title: 'the account that may read the share; a guest without it',
    example: 'install',
    preset: null,
    kind: 'word',
    refuse: must(/^[A-Za-z0-9][A-Za-z0-9._@\\-]{0,103}$/, 'the name of an account'),
  },
  'share-password': {
    title: 'its password',
    example: '@share-password.txt',
    preset: null,
    kind: 'secret',
    refuse: must(/^[ !#-~]{1,127}$/, 'one line of at most 127 ASCII characters without "'),
  },
  'product-key': {
    title: 'the product key',
    example: '@product-key.txt',
    preset: null,
    kind: 'secret',
    refuse: must(/^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/, 'five groups of five capital letters and digits'),
  },
  proxy: {
    title: 'the HTTP proxy on the way to the packages',
    example: 'http://proxy.example:3128/',
    preset: null,
    kind: 'word',
    refuse: must(url, 'the URL of a proxy'),
  },
};

/** The start of the base64 of each type: a length of four bytes, and the name of the type. */
const sshKeyTypes: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'AAAAC3NzaC1lZDI1NTE5',
  'ssh-rsa': 'AAAAB3NzaC1yc2E',
  'ecdsa-sha2-nistp256': 'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY',
  'ecdsa-sha2-nistp384': 'AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ',
  'ecdsa-sha2-nistp521': 'AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE',
  'sk-ssh-ed25519@openssh.com': 'AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t',
  'sk-ecdsa-sha2-nistp256@openssh.com': 'AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20',
};

const secretName = /(?:^|-)(?:password|passphrase|secrets?|token)$/;

/**
 * Whether people see `[secret]` in its place, and it is sealed in the database: those that we know, and of a template of
 * somebody's own what is called so, `wifi-password`.
 */
export function isSecretSetting(name: string): boolean {
  const known = Object.hasOwn(answerSettings, name) ? answerSettings[name] : undefined;
  return known === undefined ? secretName.test(name) : known.kind === 'secret';
}

/** A line of `authorized_keys` without options (sshd(8)): type, base64, comment. */
function refuseSshKey(line: string): string | undefined {
  const { type = '', key = '' } =
    /^(?<type>\S+) (?<key>[A-Za-z0-9+/]{40,}={0,2})(?: [^\p{C}\p{Zl}\p{Zp}]{0,200}(?<!\\))?$/u.exec(line)
      ?.groups ?? {};
  const start = sshKeyTypes[type];
  if (start !== undefined && key.startsWith(start) && key.length % 4 === 0) return undefined;
  return /PRIVATE KEY/.test(line)
    ? 'is a private key: give the public one, whose file ends in .pub'
    : 'is not a public SSH key such as "ssh-ed25519 AAAA… name"';
}

function refuseTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*$/.test(name) || !isTimeZone(name))
    return 'is not a time zone such as Europe/Berlin';
  return undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
