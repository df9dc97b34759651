import { writtenNetworkSchema, parseMachineNetwork } from '@netberth/network';
import { describe, expect, it } from 'vitest';
import type { Loaders } from '../catalogue.ts';
import type { BootSpec } from '../boot-spec.ts';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import { resolve, type BootContext } from './resolve.ts';

const product = `name: Example
homepage: https://os.example
section: linux
net: dracut
confirm: The installer can erase the disks of this machine.
notes: A note.
requires: { ramMiB: 2048 }
mirrors: [http://a.example/os, { label: B, url: http://b.example/os }]
arch: { x86_64: amd64, arm64: { name: arm64, values: { below: ports/ } } }
values: { below: '', base: '{mirror}/{below}{release}' }
assets:
  kernel: '{base}/{arch}/linux'
  rootfs: { url: '{base}/root.img', sizeBytes: 7 }
args: [quiet, { arg: console=ttyAMA0, when: { arch: arm64 } }]
axes:
  release:
    title: Release
    items:
      - { id: '2.0', label: Two, assets: { rootfs: { sha256: ${'ab'.repeat(32)} } } }
      - { id: '1.10', tier: experimental, when: { arch: x86_64 }, requires: { ramMiB: 4096 } }
    allowOther: Another release
  mode:
    items: [install, { id: rescue, args: [rescue], confirm: false, notes: It writes nothing. }]
inputs:
  kickstart: { title: Kickstart, kind: url, automation: kickstart, args: ['ks={kickstart}'] }
boot:
  - method: linux
    kernel: '{kernel}'
    initrd: ['{base}/initrd', { url: '{kickstart}', path: /ks.cfg, mode: '644' }]
    args: ['root=live:{rootfs}']
`;
const { catalogue, problems } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
  {
    path: 'loaders.yaml',
    text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\nwimbootArm64: http://l.example/wimboot.arm64\n',
  },
  { path: 'products/example.yaml', text: product },
  {
    path: 'products/disc.yaml',
    text: 'name: Disc\nhomepage: https://disc.example\nsection: linux\nnet: none\narch: { x86_64: x }\nboot: [{ method: memdisk, image: http://d.example/a.iso, disk: iso, when: { firmware: bios } }, { method: sanboot, image: http://d.example/a.iso, when: { firmware: efi } }]\n',
  },
  {
    path: 'products/signed.yaml',
    text: 'name: Signed\nhomepage: https://signed.example\nsection: linux\nnet: none\narch: { x86_64: x, arm64: a }\nboot: [{ method: linux, kernel: http://s.example/linux, shim: { x86_64: http://s.example/shimx64.efi } }]\n',
  },
  {
    path: 'products/wim.yaml',
    text: 'name: Wim\nhomepage: https://wim.example\nsection: linux\nnet: none\narch: { x86_64: x, arm64: a }\nboot: [{ method: wimboot, initrd: [http://w.example/boot.wim] }]\n',
  },
]);
const pc: BootContext = { platform: { firmware: 'efi', arch: 'x86_64' } };
const parsed = parseMachineNetwork(
  writtenNetworkSchema.parse({ interfaces: [{ addresses: ['192.0.2.9/32'], gateways: ['198.51.100.1'] }] }),
);
if (parsed.kind === 'refused') throw new Error(parsed.problems[0]?.message);
const fixed = parsed.network;

function specOf(values: Record<string, string>, context: BootContext = pc, id = 'example'): BootSpec {
  const resolution = resolve(catalogue, { product: id, values }, context);
  if (!resolution.ok) throw new Error(resolution.problems.join('; '));
  return resolution.spec;
}

function problemsOf(values: Record<string, string>, context: BootContext = pc, id = 'example') {
  const resolution = resolve(catalogue, { product: id, values }, context);
  return resolution.ok ? [] : resolution.problems;
}

describe('resolve', () => {
  it('has a catalogue to work on', () => {
    expect(problems).toEqual([]);
  });

  it('takes the first item of each axis and the first mirror unless told otherwise', () => {
    expect(specOf({})).toEqual({
      product: 'example',
      title: 'Example: Two, install',
      choice: { release: '2.0', mode: 'install' },
      platform: { firmware: 'efi', arch: 'x86_64' },
      tier: 'stable',
      netStyle: 'dracut',
      confirm: 'The installer can erase the disks of this machine.',
      notes: ['A note.'],
      requires: { ramMiB: 2048, features: [] },
      files: [
        { url: 'http://a.example/os/2.0/amd64/linux', sha256: null, sizeBytes: null },
        { url: 'http://a.example/os/2.0/initrd', sha256: null, sizeBytes: null },
        { url: 'http://a.example/os/2.0/root.img', sha256: 'ab'.repeat(32), sizeBytes: 7 },
      ],
      boot: {
        method: 'linux',
        kernel: 'http://a.example/os/2.0/amd64/linux',
        initrds: [{ url: 'http://a.example/os/2.0/initrd', path: null, mode: null, isOptional: false }],
        args: ['root=live:http://a.example/os/2.0/root.img', 'quiet', 'ip=dhcp', 'rd.neednet=1'],
        shim: null,
      },
    });
  });

  it('lets the architecture change values and arguments', () => {
    const spec = specOf({ mode: 'rescue' }, { platform: { firmware: 'efi', arch: 'arm64' } });
    expect(spec.boot).toMatchObject({
      kernel: 'http://a.example/os/ports/2.0/arm64/linux',
      args: [
        'root=live:http://a.example/os/ports/2.0/root.img',
        'quiet',
        'console=ttyAMA0',
        'rescue',
        'ip=dhcp',
        'rd.neednet=1',
      ],
    });
  });

  it('lets an item change the tier, the RAM, the notes, and take the warning back', () => {
    const { tier, requires, notes, confirm } = specOf({ release: '1.10', mode: 'rescue' });
    expect({ tier, requires, notes, confirm }).toEqual({
      tier: 'experimental',
      requires: { ramMiB: 4096, features: [] },
      notes: ['A note.', 'It writes nothing.'],
      confirm: null,
    });
  });

  it('takes a typed release, a mirror, an answer file and more arguments', () => {
    const spec = specOf(
      { release: '3.0-rc1' },
      {
        ...pc,
        mirror: 'https://m.example',
        inputs: { kickstart: 'http://s.example/ks' },
        extraArgs: ['debug'],
      },
    );
    expect(spec.boot).toMatchObject({
      kernel: 'https://m.example/3.0-rc1/amd64/linux',
      initrds: [
        { url: 'https://m.example/3.0-rc1/initrd', path: null },
        { url: 'http://s.example/ks', path: '/ks.cfg', mode: '644' },
      ],
      args: [
        'root=live:https://m.example/3.0-rc1/root.img',
        'quiet',
        'ks=http://s.example/ks',
        'ip=dhcp',
        'rd.neednet=1',
        'debug',
      ],
    });
    expect(spec.requires.features).toEqual(['https']);
  });

  it('says that a /32 address seldom works, and what is not handed on', () => {
    expect(specOf({}, { ...pc, network: fixed }).notes).toEqual([
      'A note.',
      'With a /32 address the gateway is off the link: most installers fail.',
    ]);
    expect(specOf({}, { ...pc, network: fixed }, 'disc').notes).toEqual([
      'The network of the machine is not passed on: it cannot be told a static address and asks DHCP.',
    ]);
  });

  it('names the shim of the architecture, where there is one', () => {
    const shimFor = (arch: 'x86_64' | 'arm64') => {
      const { boot } = specOf({}, { platform: { firmware: 'efi', arch } }, 'signed');
      return boot.method === 'linux' ? boot.shim : boot.method;
    };
    expect(shimFor('x86_64')).toBe('http://s.example/shimx64.efi');
    expect(shimFor('arm64')).toBe(null);
  });

  it('takes the wimboot of the architecture', () => {
    const wimbootFor = (arch: 'x86_64' | 'arm64') => {
      const { boot } = specOf({}, { platform: { firmware: 'efi', arch } }, 'wim');
      return boot.method === 'wimboot' ? boot.wimboot : boot.method;
    };
    expect(wimbootFor('x86_64')).toBe('http://l.example/wimboot');
    expect(wimbootFor('arm64')).toBe('http://l.example/wimboot.arm64');
  });

  it('takes the method by the firmware', () => {
    expect(specOf({}, pc, 'disc').boot).toEqual({ method: 'sanboot', image: 'http://d.example/a.iso' });
    expect(specOf({}, { platform: { firmware: 'bios', arch: 'x86_64' } }, 'disc').boot).toEqual({
      method: 'memdisk',
      memdisk: 'http://l.example/memdisk',
      image: 'http://d.example/a.iso',
      args: ['iso', 'raw'],
    });
    const loaders: Loaders = { memdisk: 'http://own.example/memdisk', wimboot: '' };
    expect(
      specOf({}, { platform: { firmware: 'bios', arch: 'x86_64' }, loaders }, 'disc').boot,
    ).toMatchObject({ memdisk: 'http://own.example/memdisk' });
  });

  it.each<[string, readonly string[]]>([
    ['there is no product "nothing"', problemsOf({}, pc, 'nothing')],
    ['Example has no "colour" to choose', problemsOf({ colour: 'red' })],
    ['"x" is no mode of Example here; there are install, rescue', problemsOf({ mode: 'x' })],
    [
      '"1.10" is no release of Example here; there are 2.0',
      problemsOf({ release: '1.10' }, { platform: { firmware: 'efi', arch: 'arm64' } }),
    ],
    [
      '"a || reboot" is no release of Example here; there are 2.0, 1.10',
      problemsOf({ release: 'a || reboot' }),
    ],
    ['Example is not there for bios-i386', problemsOf({}, { platform: { firmware: 'bios', arch: 'i386' } })],
    ['Example has no input "password"', problemsOf({}, { ...pc, inputs: { password: 'x' } })],
    [
      'the input "kickstart" is "http://${x}", wanted one word without blanks and without "${"',
      problemsOf({}, { ...pc, inputs: { kickstart: 'http://${x}' } }),
    ],
    ['the argument "${x}" has "${"', problemsOf({}, { ...pc, extraArgs: ['${x}'] })],
  ])('refuses: %s', (problem, found) => {
    expect(found).toEqual([problem]);
  });
});
