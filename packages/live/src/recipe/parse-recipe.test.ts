import { expect, test } from 'vitest';
import { parseRecipe, recipeProblemLine } from './parse-recipe.ts';

const whole = `name: hypervisor
system:
  distribution: debian
  release: bookworm
packages: [openssh-server, libvirt-daemon-system]
playbook: site.yml
persist:
  label: DATA
  create: { disk: /dev/sda }
  directories: [/var/lib/libvirt]
machine:
  files:
    - { path: /etc/nova/host.conf, template: host.conf.liquid, mode: '0640', owner: root:nova }
`;

function problemsOf(text: string): readonly string[] {
  const parsed = parseRecipe('hypervisor.yaml', text);
  return parsed.ok ? [] : parsed.problems.map(recipeProblemLine);
}

test('a recipe is read with what it leaves out', () => {
  const parsed = parseRecipe('hypervisor.yaml', whole);
  expect(parsed.ok && parsed.recipe).toEqual({
    name: 'hypervisor',
    system: { distribution: 'debian', release: 'bookworm', arch: 'x86_64', components: ['main'] },
    packages: ['openssh-server', 'libvirt-daemon-system'],
    playbook: 'site.yml',
    variables: {},
    live: 'dracut',
    image: 'squashfs',
    args: '',
    tasks: false,
    persist: {
      label: 'DATA',
      create: { disk: '/dev/sda' },
      missing: 'rescue',
      how: 'bind',
      directories: ['/var/lib/libvirt'],
      identity: true,
    },
    machine: {
      sshKeys: [],
      files: [
        { path: '/etc/nova/host.conf', template: 'host.conf.liquid', mode: '0640', owner: 'root:nova' },
      ],
    },
  });
});

test('everything that is wrong is told at once, with its place and what was meant', () => {
  const wrong = `name: Hyper visor
system:
  distribution: debain
  release: bookworm
packges: [openssh-server]
live: live-boat
persist:
  directries: [/var/lib/libvirt]
  missing: run
machine:
  files:
    - { path: etc/nova.conf, template: ../secret, mod: '0640' }
`;
  expect(problemsOf(wrong)).toEqual([
    'hypervisor.yaml:1:1: name: "Hyper visor" is no name of small letters, digits and -, which is the host name too',
    'hypervisor.yaml:3:3: system.distribution: "debain" is not one of debian, ubuntu, fedora, almalinux, opensuse (did you mean debian?)',
    'hypervisor.yaml:5:1: packges: is not known here (did you mean packages?)',
    'hypervisor.yaml:6:1: live: "live-boat" is not one of dracut, live-boot (did you mean live-boot?)',
    'hypervisor.yaml:7:1: persist: needs either "label" or "device": how is the partition found?',
    'hypervisor.yaml:8:3: persist.directries: is not known here (did you mean directories?)',
    'hypervisor.yaml:12:9: machine.files.0.path: "etc/nova.conf" is no absolute path of letters, digits and . _ @ + = : -',
    'hypervisor.yaml:12:30: machine.files.0.template: "../secret" is no file beside the recipe',
    'hypervisor.yaml:12:51: machine.files.0.mod: is not known here (did you mean mode?)',
  ]);
});

test.each([
  [
    'persist: { directories: [/var/lib/nova] }',
    '5:1: persist: needs either "label" or "device": how is the partition found?',
  ],
  [
    'persist: { label: A, device: /dev/sda2 }',
    '5:1: persist: needs either "label" or "device": how is the partition found?',
  ],
  [
    'persist: { label: A, directories: [/var] }',
    '5:36: persist.directories.0: /var belongs to the image: keep folders in it, such as /var/lib',
  ],
  [
    'persist: { label: A, directories: [/var/lib/nova, /var/lib/nova/instances] }',
    '5:51: persist.directories.1: /var/lib/nova/instances lies in /var/lib/nova, which is kept already',
  ],
  [
    'persist: { device: /dev/sdb2, create: { disk: /dev/sda } }',
    '5:41: persist.create.disk: /dev/sdb2 is no partition of /dev/sda: name the disk that it is on',
  ],
  ['version: 1.10', '5:1: version: 1.1 is not a text: write it in quotes'],
  ['packages: *all', '5:11: *all is an alias: write the value itself'],
  ["args: 'a\nb", "7:1: is not YAML: Missing closing 'quote"],
])('%s is refused', (line, problem) => {
  const base = 'name: a\nsystem:\n  distribution: debian\n  release: bookworm\n';
  expect(problemsOf(`${base}${line}\n`)).toEqual([`hypervisor.yaml:${problem}`]);
});

test('what no archive keeps cannot be built as it was', () => {
  const fedora =
    'name: a\nlive: live-boot\nimage: ext4\nsystem:\n  distribution: fedora\n  release: "42"\n  snapshot: 2026-11-01T00:00:00Z\n';
  expect(problemsOf(fedora)).toEqual([
    "hypervisor.yaml:2:1: live: live-boot is Debian's; fedora boots by dracut",
    'hypervisor.yaml:3:1: image: live-boot fetches squashfs only; dracut takes ext4',
    'hypervisor.yaml:7:3: system.snapshot: nobody keeps fedora as it was: name a mirror that does, with {snapshot} in its address',
  ]);
});
