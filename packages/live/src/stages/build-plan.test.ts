import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseRecipe } from '../recipe/parse-recipe.ts';
import { buildPlan } from './build-plan.ts';
import { aptSources } from './mirrors.ts';

const moment = { epochSeconds: 1_762_000_000 };

function recipeOf(...lines: readonly string[]) {
  const parsed = parseRecipe('node.yaml', ['name: node', ...lines].join('\n'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.recipe;
}

function shellFault(script: string): string {
  return spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' }).stderr;
}

const debian = 'system: { distribution: debian, release: bookworm }';
const plans = [
  [debian, 'playbook: site.yml'],
  [debian, 'live: live-boot', 'packages: [nginx=1.22.1-9]'],
  ['system: { distribution: fedora, release: "42" }', 'image: ext4'],
  ['system: { distribution: almalinux, release: "9", keyring: /etc/pki/key }'],
  ['system: { distribution: opensuse, release: "15.6" }'],
] as const;

test.each(plans.map((lines) => [lines]))('every stage of %s is a script that the shell can read', (lines) => {
  const { install, others } = buildPlan(recipeOf(...lines), '1', moment);
  for (const { script } of [install, ...others]) expect(shellFault(script)).toBe('');
});

test.each(['dracut', 'live-boot'])(
  'our programs in an image with %s are scripts that the shell can read',
  (live) => {
    const { guest } = buildPlan(recipeOf(debian, `live: ${live}`), '1', moment);
    const programs = guest.filter(({ mode }) => mode === '0755');
    expect(programs.flatMap(({ text }) => shellFault(text) || [])).toEqual([]);
    expect(programs.map(({ path }) => path)).toContain('/usr/lib/netberth/live-start');
  },
);

test('the stages come in their order, the playbook only where there is one', () => {
  const names = (...lines: readonly string[]) => {
    const { install, others } = buildPlan(recipeOf(debian, ...lines), '1', moment);
    return [install, ...others].map(({ name }) => name);
  };
  expect(names('playbook: site.yml')).toEqual(['install', 'configure', 'settle', 'initrd', 'image']);
  expect(names()).toEqual(['install', 'settle', 'initrd', 'image']);
});

test('programs are named with the Debian package that has them', () => {
  const { install, others } = buildPlan(recipeOf(debian, 'playbook: site.yml'), '1', moment);
  expect(
    [install, ...others].flatMap(({ needs }) => needs).map((need) => `${need.program} (${need.package})`),
  ).toEqual([
    ...['unshare (util-linux)', 'setpriv (util-linux)', 'chroot (coreutils)', 'mmdebstrap (mmdebstrap)'],
    ...['ansible-playbook (ansible)', 'mksquashfs (squashfs-tools)'],
  ]);
});

test('packages come from Debian, from a moment of Debian, or from a mirror of one’s own', () => {
  const from = (system: string) =>
    aptSources(recipeOf(`system: { distribution: debian, ${system} }`)).map(
      ({ mirror, suite, components }) => `${mirror} ${suite} ${components.join(' ')}`,
    );
  expect(from('release: bookworm')).toEqual([
    'http://ftp.debian.org/debian bookworm main',
    'http://ftp.debian.org/debian bookworm-updates main',
    'http://ftp.debian.org/debian-security bookworm-security main',
  ]);
  const ofThen = 'mirror: "http://mirror.example/debian/{snapshot}", snapshot: 2026-11-01T12:00:00Z';
  expect(from(`release: trixie, ${ofThen}, security: "http://mirror.example/security/{snapshot}"`)).toEqual([
    'http://mirror.example/debian/20261101T120000Z trixie main',
    'http://mirror.example/debian/20261101T120000Z trixie-updates main',
    'http://mirror.example/security/20261101T120000Z trixie-security main',
  ]);
  expect(from('release: bookworm, mirror: http://mirror.example/debian')).toEqual([
    'http://mirror.example/debian bookworm main',
    'http://mirror.example/debian bookworm-updates main',
  ]);
  expect(from('release: sid')).toEqual(['http://ftp.debian.org/debian sid main']);
});

test('what the recipe says reaches the system as words that a shell takes for nothing else', () => {
  const { guest } = buildPlan(
    recipeOf(
      debian,
      'persist: { label: DATA, create: { disk: /dev/sda }, directories: [/var/lib/nova, /etc/nova] }',
    ),
    '1',
    moment,
  );
  expect(guest.find(({ path }) => path === '/etc/netberth/live.conf')?.text).toBe(
    `NAME=node
VERSION=1
PERSIST=yes
PERSIST_LABEL=DATA
PERSIST_DEVICE=''
PERSIST_CREATE=/dev/sda
PERSIST_MISSING=rescue
PERSIST_HOW=bind
PERSIST_IDENTITY=yes
PERSIST_DIRECTORIES='/var/lib/nova /etc/nova'
`,
  );
});
