import { describe, expect, test } from 'vitest';
import { detectLayout } from './detect-layout.ts';
import type { StagedFile } from './stage-image.ts';

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

/** An image of text files; a number stands for a binary of that size. */
function imageOf(content: Record<string, string | number>): [StagedFile[], (path: string) => string] {
  const files = Object.entries(content).map(([path, text]) => ({
    path,
    sizeBytes: typeof text === 'number' ? text : text.length,
    sha256,
  }));
  return [files, (path) => String(content[path])];
}

const kiwispray = {
  'host.tmpl':
    '#!ipxe\nkernel ${B}/images/@state@/pxeboot.kernel razorurl=${B}/post-install?id=@id@&bootid=@bootid@\n',
  'image1.append': 'rd.kiwi.install.pxe rd.kiwi.install.image=http://example.com/image.xz console=ttyS0\n',
  'image1.initrd': 40_301_128,
  'image1.kernel': 6_643_904,
  'image1.md5': `${md5} 393216 8192\n`,
  'image1.xz': 302_661_020,
  'pxeboot.initrd.xz': 40_309_036,
  'pxeboot.kernel': 6_643_904,
};

const kiwi = {
  'oem.x86_64-1.0.0.append':
    'rd.kiwi.install.pxe rd.kiwi.install.image=http://example.com/image.xz console=ttyS0 net.ifnames=0\n',
  'oem.x86_64-1.0.0.config.bootoptions': 'root=UUID=1 rw\n',
  'oem.x86_64-1.0.0.initrd': 10,
  'oem.x86_64-1.0.0.kernel': 10,
  'oem.x86_64-1.0.0.md5': `${md5} 393216 8192\n`,
  'oem.x86_64-1.0.0.xz': 1000,
  'pxeboot.oem.x86_64-1.0.0.initrd': 10,
  'pxeboot.oem.x86_64-1.0.0.kernel': 10,
};

describe('KIWIspray’s folder', () => {
  test('boots by its own script', () => {
    expect(
      detectLayout(
        ...imageOf({ ...kiwispray, 'post_install.tmpl': 'curl /finish?id=@id@&bootid=@bootid@\n' }),
        'image1',
      ),
    ).toEqual({
      ok: true,
      spec: { method: 'kiwispray', template: 'host.tmpl' },
      files: [
        { path: 'host.tmpl', sizeBytes: 100, sha256, role: 'template' },
        { path: 'image1.append', sizeBytes: 84, sha256, role: 'other' },
        { path: 'image1.initrd', sizeBytes: 40_301_128, sha256, role: 'initrd' },
        { path: 'image1.kernel', sizeBytes: 6_643_904, sha256, role: 'kernel' },
        { path: 'image1.md5', sizeBytes: 45, sha256, role: 'other' },
        { path: 'image1.xz', sizeBytes: 302_661_020, sha256, role: 'image' },
        { path: 'pxeboot.initrd.xz', sizeBytes: 40_309_036, sha256, role: 'initrd' },
        { path: 'pxeboot.kernel', sizeBytes: 6_643_904, sha256, role: 'kernel' },
        { path: 'post_install.tmpl', sizeBytes: 37, sha256, role: 'template' },
      ],
      answers: {},
      postInstall: 'post_install.tmpl',
      destructive: true,
      retryAfterStart: false,
      isPrivate: false,
      proof: 'none',
      warnings: [],
      checksums: [
        {
          file: 'image1.xz',
          algorithm: 'md5',
          value: md5,
          decompressed: true,
          blocks: { count: 393_216, sizeBytes: 8192 },
          source: 'image1.md5',
        },
      ],
    });
  });

  test('with a live image has that as its image; named discover, it is not destructive', () => {
    const live = {
      'host.tmpl': '#!ipxe\nboot',
      linux: 5,
      initrd: 6,
      'live.iso': 1000,
      'hardware-config.tar.gz': 900,
    };
    expect(detectLayout(...imageOf(live), 'discover')).toEqual({
      ok: true,
      spec: { method: 'kiwispray', template: 'host.tmpl' },
      files: [
        { path: 'host.tmpl', sizeBytes: 11, sha256, role: 'template' },
        { path: 'linux', sizeBytes: 5, sha256, role: 'kernel' },
        { path: 'initrd', sizeBytes: 6, sha256, role: 'initrd' },
        { path: 'live.iso', sizeBytes: 1000, sha256, role: 'image' },
        { path: 'hardware-config.tar.gz', sizeBytes: 900, sha256, role: 'other' },
      ],
      answers: {},
      postInstall: null,
      destructive: false,
      retryAfterStart: true,
      isPrivate: false,
      proof: 'none',
      warnings: [],
      checksums: [],
    });
  });

  test('takes a person’s word', () => {
    const said = { nonDestructive: true, isPrivate: true };
    expect(detectLayout(...imageOf(kiwispray), 'image1', said)).toMatchObject({
      destructive: false,
      retryAfterStart: true,
      isPrivate: true,
    });
    expect(
      detectLayout(...imageOf(kiwispray), 'image1', { retryAfterStart: true, nonDestructive: false }),
    ).toMatchObject({
      destructive: true,
      retryAfterStart: true,
      isPrivate: false,
    });
  });

  test('is read with its faults told', () => {
    const old = {
      ...kiwispray,
      'host.tmpl':
        'kernel ${B}/pxeboot.image1.kernel razorurl=${B}/post-install?id=@id@\necho @metadata.fqdn@ @metadata.a@ @KERNEL@\n',
      'other.md5': 'what is this\n',
    };
    expect(detectLayout(...imageOf(old), 'image1')).toMatchObject({
      ok: true,
      warnings: [
        'other.md5, line 1: says nothing of a file of this image: not verified',
        'host.tmpl shows @metadata.fqdn@, @metadata.a@: it stays as it is for a machine without that metadata',
        'host.tmpl shows @KERNEL@: no such placeholder, it stays as it is',
        'host.tmpl, line 1: /post-install is called without bootid=@bootid@: the call will be refused',
        'host.tmpl does not begin with #!ipxe: iPXE will not run it',
        'host.tmpl boots pxeboot.image1.kernel, which is not in the image: newer KIWIs name it after the image',
      ],
    });
  });
});

describe('the tar that KIWI builds for PXE', () => {
  test('boots its installer with its own arguments and our addresses', () => {
    expect(detectLayout(...imageOf(kiwi), 'oem')).toEqual({
      ok: true,
      spec: {
        method: 'linux',
        kernel: 'pxeboot.oem.x86_64-1.0.0.kernel',
        initrds: ['pxeboot.oem.x86_64-1.0.0.initrd'],
        args: 'console=ttyS0 net.ifnames=0 {% if machine.network.ipv4.address %}ip={{ machine.network.ipv4.address }}::{% if machine.network.ipv4.gateway %}{{ machine.network.ipv4.gateway }}{% endif %}:{{ machine.network.ipv4.netmask }}:{% if machine.hostname %}{{ machine.hostname }}{% endif %}:{% if machine.network.name %}{{ machine.network.name }}{% endif %}:none{% for server in machine.network.dns %} nameserver={{ server }}{% endfor %}{% else %}ip=dhcp{% endif %} rd.neednet=1 rd.kiwi.install.pxe rd.kiwi.install.pass.bootparam rd.kiwi.install.image={{ urls.files }}/oem.x86_64-1.0.0.xz razorurl={{ urls.postInstall }}',
      },
      files: [
        { path: 'oem.x86_64-1.0.0.append', sizeBytes: 98, sha256, role: 'other' },
        { path: 'oem.x86_64-1.0.0.config.bootoptions', sizeBytes: 15, sha256, role: 'other' },
        { path: 'oem.x86_64-1.0.0.initrd', sizeBytes: 10, sha256, role: 'other' },
        { path: 'oem.x86_64-1.0.0.kernel', sizeBytes: 10, sha256, role: 'other' },
        { path: 'oem.x86_64-1.0.0.md5', sizeBytes: 45, sha256, role: 'other' },
        { path: 'oem.x86_64-1.0.0.xz', sizeBytes: 1000, sha256, role: 'image' },
        { path: 'pxeboot.oem.x86_64-1.0.0.initrd', sizeBytes: 10, sha256, role: 'initrd' },
        { path: 'pxeboot.oem.x86_64-1.0.0.kernel', sizeBytes: 10, sha256, role: 'kernel' },
      ],
      answers: {},
      postInstall: null,
      destructive: true,
      retryAfterStart: false,
      isPrivate: false,
      proof: 'none',
      warnings: [],
      checksums: [
        {
          file: 'oem.x86_64-1.0.0.xz',
          algorithm: 'md5',
          value: md5,
          decompressed: true,
          blocks: { count: 393_216, sizeBytes: 8192 },
          source: 'oem.x86_64-1.0.0.md5',
        },
      ],
    });
  });

  test('with a post-install script beside it hands that to the installed system', () => {
    const files = { ...kiwi, 'post-install.liquid': '#!/bin/sh\n' };
    const layout = detectLayout(...imageOf(files), 'oem');
    expect(layout).toMatchObject({ ok: true, postInstall: 'post-install.liquid' });
    expect(layout.ok && layout.files.find(({ path }) => path === 'post-install.liquid')?.role).toBe(
      'template',
    );
  });

  test('says itself where its network comes from, if it does', () => {
    const append = 'rd.kiwi.install.pxe rd.kiwi.install.image=http://example.com/image.xz ip=eth1:dhcp\n';
    expect(detectLayout(...imageOf({ ...kiwi, 'oem.x86_64-1.0.0.append': append }), 'oem')).toMatchObject({
      spec: { args: expect.stringMatching(/^ip=eth1:dhcp rd\.kiwi\.install\.pxe /) },
    });
  });

  test('is known by older names of its files too', () => {
    const { 'host.tmpl': _, ...old } = kiwispray;
    expect(detectLayout(...imageOf(old), 'image1')).toMatchObject({
      ok: true,
      spec: { method: 'linux', kernel: 'pxeboot.kernel', initrds: ['pxeboot.initrd.xz'] },
      warnings: [],
    });
  });

  test('has sha256 in KIWI’s form when a newer KIWI built it', () => {
    const { 'oem.x86_64-1.0.0.md5': _, ...rest } = kiwi;
    expect(
      detectLayout(...imageOf({ ...rest, 'oem.x86_64-1.0.0.sha256': `${sha256} 4 512 7 100\n` }), 'oem'),
    ).toMatchObject({
      warnings: [],
      checksums: [
        {
          file: 'oem.x86_64-1.0.0.xz',
          algorithm: 'sha256',
          value: sha256,
          decompressed: true,
          blocks: { count: 4, sizeBytes: 512 },
          source: 'oem.x86_64-1.0.0.sha256',
        },
      ],
    });
  });

  test('is read with a warning for what its installer will miss', () => {
    const bare = { 'a.xz.append': '', 'a.xz.xz': 5, 'pxeboot.kernel': 1, 'pxeboot.initrd.xz': 1 };
    expect(detectLayout(...imageOf(bare), 'image1')).toMatchObject({
      ok: true,
      warnings: [
        "a.xz.kernel is missing: KIWI's installer fetches it to start the installed system, and stops without it",
        "a.xz.initrd is missing: KIWI's installer fetches it to start the installed system, and stops without it",
        "neither a.xz.md5 nor a.xz.sha256 is here: KIWI's installer fetches one of them, and stops without it",
        '".xz" in the name of the profile or image: KIWI\'s installer replaces it in every URL and will not find its files',
      ],
    });
  });

  test('is refused without its parts, with what was looked for and what is there', () => {
    expect(detectLayout(...imageOf({ 'a.append': '', 'b.xz': 5 }), 'image1')).toEqual({
      ok: false,
      problems: [
        'no kernel of the installer: looked for pxeboot.a.kernel, pxeboot.kernel; the image holds a.append, b.xz',
        'no initrd of the installer: looked for pxeboot.a.initrd, pxeboot.a.initrd.xz, pxeboot.initrd.xz, pxeboot.initrd; the image holds a.append, b.xz',
        'no disk image: looked for a.xz; the image holds a.append, b.xz',
      ],
    });
    expect(detectLayout(...imageOf({ 'a.append': '', 'b.append': '' }), 'image1')).toEqual({
      ok: false,
      problems: ['one NAME.append is wanted, there are 2 (a.append, b.append): import one image at a time'],
    });
    expect(detectLayout(...imageOf({ ...kiwi, 'oem.x86_64-1.0.0.append': 'pxe=1\n' }), 'oem')).toEqual({
      ok: false,
      problems: [
        'oem.x86_64-1.0.0.append says pxe=1: made for KIWI\'s own initrd, which asks a TFTP server for its configuration. Build the image with initrd_system="dracut".',
      ],
    });
    expect(
      detectLayout(...imageOf({ ...kiwi, 'oem.x86_64-1.0.0.append': 'a={{ boot.id }}\n' }), 'oem'),
    ).toEqual({
      ok: false,
      problems: [
        "oem.x86_64-1.0.0.append holds {{ or {%, which our templates would read: remove it from the image's kernelcmdline",
      ],
    });
  });
});

describe('our profile.yaml', () => {
  const own = { 'boot/vmlinuz': 5, 'boot/initrd': 6, 'root.squashfs': 100, 'ks.cfg': 'x', 'done.sh': 'y' };

  test('says what is what', () => {
    const manifest = `kernel: boot/vmlinuz
initrds: [boot/initrd]
args: root=live:{{ urls.files }}/root.squashfs
image: root.squashfs
answers: { ks.cfg: ks.cfg }
postInstall: done.sh
destructive: false
isPrivate: true
proof: key
`;
    const sums = `${sha256}  boot/vmlinuz\n${sha256} *root.squashfs\n`;
    expect(
      detectLayout(
        ...imageOf({ ...own, 'profile.yaml': manifest, 'SUMS.sha256': sums, 'ks.cfg.md5': md5 }),
        'rescue',
      ),
    ).toEqual({
      ok: true,
      spec: {
        method: 'linux',
        kernel: 'boot/vmlinuz',
        initrds: ['boot/initrd'],
        args: 'root=live:{{ urls.files }}/root.squashfs',
      },
      files: [
        { path: 'boot/vmlinuz', sizeBytes: 5, sha256, role: 'kernel' },
        { path: 'boot/initrd', sizeBytes: 6, sha256, role: 'initrd' },
        { path: 'root.squashfs', sizeBytes: 100, sha256, role: 'image' },
        { path: 'ks.cfg', sizeBytes: 1, sha256, role: 'template' },
        { path: 'done.sh', sizeBytes: 1, sha256, role: 'template' },
        { path: 'profile.yaml', sizeBytes: 207, sha256, role: 'other' },
        { path: 'SUMS.sha256', sizeBytes: 159, sha256, role: 'other' },
        { path: 'ks.cfg.md5', sizeBytes: 32, sha256, role: 'other' },
      ],
      answers: { 'ks.cfg': 'ks.cfg' },
      postInstall: 'done.sh',
      destructive: false,
      retryAfterStart: true,
      isPrivate: true,
      proof: 'key',
      warnings: [],
      checksums: [
        {
          file: 'boot/vmlinuz',
          algorithm: 'sha256',
          value: sha256,
          decompressed: false,
          source: 'SUMS.sha256',
        },
        {
          file: 'root.squashfs',
          algorithm: 'sha256',
          value: sha256,
          decompressed: false,
          source: 'SUMS.sha256',
        },
        { file: 'ks.cfg', algorithm: 'md5', value: md5, decompressed: false, source: 'ks.cfg.md5' },
      ],
    });
  });

  test.each([
    ['image1', '', { destructive: true, retryAfterStart: false }],
    ['discover', '', { destructive: false, retryAfterStart: true }],
    ['discover', 'destructive: true', { destructive: true, retryAfterStart: false }],
    ['image1', 'retryAfterStart: true', { destructive: true, retryAfterStart: true }],
  ])('named %s with %j comes to %j', (name, line, expected) => {
    expect(
      detectLayout(...imageOf({ ...own, 'profile.yaml': `kernel: boot/vmlinuz\n${line}\n` }), name),
    ).toMatchObject(expected);
  });

  test('is refused with all its problems and their lines', () => {
    const faulty = `initrds:
  - boot/initrd
  - ../etc
image: /root.squashfs
destructive: maybe
answers:
  "a/b": ks.cfg
kernell: boot/vmlinuz
`;
    expect(detectLayout(...imageOf({ ...own, 'profile.yaml': faulty }), 'rescue')).toEqual({
      ok: false,
      problems: [
        'profile.yaml, line 1: kernel: is missing: a text',
        'profile.yaml, line 3: initrds 1: "../etc" is not a file of the image',
        'profile.yaml, line 4: image: "/root.squashfs" is not a file of the image',
        'profile.yaml, line 7: answers a/b: "a/b" is no name of an answer file (letters, digits, . _ -)',
        'profile.yaml, line 5: destructive: "maybe" is not true or false',
        'profile.yaml, line 8: kernell: is not known here (did you mean kernel?)',
      ],
    });
  });

  test('is refused when it names what is not there', () => {
    const missing =
      'kernel: boot/linux\ninitrds:\n  - boot/initrd\n  - boot/more\nanswers:\n  ks.cfg: kickstart\n';
    expect(detectLayout(...imageOf({ 'boot/initrd': 1, 'profile.yaml': missing }), 'rescue')).toEqual({
      ok: false,
      problems: [
        'profile.yaml, line 1: kernel: "boot/linux" is not in the image: the image holds boot/initrd, profile.yaml',
        'profile.yaml, line 4: initrds 1: "boot/more" is not in the image: the image holds boot/initrd, profile.yaml',
        'profile.yaml, line 6: answers ks.cfg: "kickstart" is not in the image: the image holds boot/initrd, profile.yaml',
      ],
    });
  });

  test.each([
    ['kernel: "boot\nargs: [', /^profile\.yaml, line \d+: /],
    ['kernel: a\nkernel: b\n', /^profile\.yaml, line 2: Map keys must be unique/],
    ['a: &a [x, x]\nkernel: *a\n', /^profile\.yaml, line 2: \*a is an alias: write the value itself/],
    ['', /^profile\.yaml, line 1: it is empty/],
  ])('is refused when it is no YAML that we read: %j', (text, problem) => {
    const layout = detectLayout(...imageOf({ 'profile.yaml': text }), 'rescue');
    expect(layout.ok ? [] : layout.problems[0]).toMatch(problem);
  });
});

test('what is none of these is refused with what was looked for', () => {
  const many = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`f${index}`, 1]));
  expect(detectLayout(...imageOf(many), 'x')).toEqual({
    ok: false,
    problems: [
      "This is no image that can be booted: looked for profile.yaml (our own), manifest.json (netberth live build), host.tmpl (KIWIspray's images/<name>/) and NAME.append (the tar KIWI builds with installpxe); the image holds f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11 and 2 more. Add a profile.yaml that names the kernel and initrds.",
    ],
  });
});
