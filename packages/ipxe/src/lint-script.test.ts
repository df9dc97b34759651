import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilitySets, ipxe, label, lintScript, lintText, script, type LintTarget } from './index.ts';

const efi: LintTarget = { ...capabilitySets['debian-trixie'], platform: 'efi' };
const bios: LintTarget = { ...capabilitySets['debian-trixie'], platform: 'pcbios' };
const lint = (body: string, target = efi) => lintText(`#!ipxe\n${body}`, target);

describe('each rule finds its fault and says where', () => {
  test('unknown-command', () => {
    expect(lint('dhcp\n  chian x || shell\n')).toEqual([
      {
        rule: 'unknown-command',
        severity: 'error',
        message: '"chian" is not a command of iPXE',
        position: { line: 3, column: 3 },
      },
    ]);
  });

  test('unavailable-command is an error, and only a warning where the failure is handled', () => {
    const message = '"imgverify" is missing in Debian 13, iPXE 1.21.1+git20250501.dad20602+dfsg-1 on efi';
    expect(lint('imgverify a b && boot || shell\n')).toEqual([
      { rule: 'unavailable-command', severity: 'warning', message, position: { line: 2, column: 1 } },
    ]);
    expect(lint('imgverify a b\n').map((each) => [each.rule, each.severity])).toEqual([
      ['unavailable-command', 'error'],
      ['unhandled-failure', 'warning'],
    ]);
  });

  test('unknown-option', () => {
    expect(lint('chain --autofre x || shell\n')).toEqual([
      {
        rule: 'unknown-option',
        severity: 'error',
        message: '"chain" has no option "--autofre": iPXE shows its usage instead of running it',
        position: { line: 2, column: 7 },
      },
    ]);
    expect(
      lint('prompt -k s -t 3000 --keyy\nkernel -an k x --free || shell\n').map((each) => each.rule),
    ).toEqual(['unknown-option']);
  });

  test('missing-option-value', () => {
    expect(lint('prompt --key --timeout 3000\n')).toEqual([
      {
        rule: 'missing-option-value',
        severity: 'error',
        message: '"--key" of "prompt" has no value: iPXE shows its usage instead of running it',
        position: { line: 2, column: 8 },
      },
    ]);
  });

  test('missing-label', () => {
    expect(lint('chain x || goto retyr\n:retry\n')).toEqual([
      {
        rule: 'missing-label',
        severity: 'error',
        message: 'no label ":retyr" to go to',
        position: { line: 2, column: 17 },
      },
    ]);
  });

  test('duplicate-label', () => {
    expect(lint(':a\nsleep 1\n:a\ngoto a\n')).toEqual([
      {
        rule: 'duplicate-label',
        severity: 'error',
        message: 'label ":a" is there twice: iPXE always jumps to the first',
        position: { line: 4, column: 1 },
      },
    ]);
  });

  test('unreachable', () => {
    expect(lint('exit 1 || shell\necho never\necho neither\n:nobody\nshell\n')).toEqual([
      {
        rule: 'unreachable',
        severity: 'warning',
        message: 'nothing leads to this line',
        position: { line: 3, column: 1 },
      },
    ]);
    expect(lint('goto b\n:a\nshell\n:b\ndhcp && goto c || goto c\n# note\nshell\n:c\n')).toEqual([
      {
        rule: 'unreachable',
        severity: 'warning',
        message: 'nothing leads to label ":a"',
        position: { line: 3, column: 1 },
      },
      {
        rule: 'unreachable',
        severity: 'warning',
        message: 'nothing leads to this line',
        position: { line: 8, column: 1 },
      },
    ]);
    expect(lint('menu\nitem a A\nchoose sel && goto ${sel} || shell\nexit\n:a\nshell\n')).toEqual([]);
  });

  test('unterminated-expansion', () => {
    expect(lint('echo a${net0/mac b}\n')).toEqual([
      {
        rule: 'unterminated-expansion',
        severity: 'error',
        message: '"${net0/mac" has no "}" in the same word: iPXE leaves it as text',
        position: { line: 2, column: 7 },
      },
    ]);
  });

  test('unhandled-failure', () => {
    const message = (name: string) =>
      `nobody handles a failure of "${name}": without "||" after it the script ends there`;
    expect(lint('kernel a && initrd b && boot || shell\nchain x || chain y\nimgfetch z ; shell\n')).toEqual([
      {
        rule: 'unhandled-failure',
        severity: 'warning',
        message: message('chain'),
        position: { line: 3, column: 12 },
      },
    ]);
    expect(lint('kernel a && boot\n').map((each) => each.position)).toEqual([
      { line: 2, column: 1 },
      { line: 2, column: 13 },
    ]);
    expect(lint('sanboot --no-describe --drive 0x80\n')).toEqual([
      {
        rule: 'unhandled-failure',
        severity: 'warning',
        message: message('sanboot'),
        position: { line: 2, column: 1 },
      },
    ]);
  });

  test('unknown-setting', () => {
    expect(lint('echo ${net0/mac} ${seriall}\n')).toEqual([
      {
        rule: 'unknown-setting',
        severity: 'warning',
        message: '"seriall" is not a setting of iPXE, and this script does not set it',
        position: { line: 2, column: 18 },
      },
    ]);
    const fine =
      'set base:string http://h/\nread name\ncpuid --ext 29 && set arch x\nprompt --set k x\n' +
      'echo ${base} ${name} ${arch} ${k} ${175} ${net0.dhcp/filename} ${smbios/1.4.0} ${net0/175.6:string} ${}\n' +
      'echo ${pci/${net0/busloc}.0} ${netX/ip} ${cpuid/0x1.3} ${proxydhcp/next-server} ${HTTP_BASE}\n';
    expect(lint(fine, { ...efi, settings: ['HTTP_BASE'] })).toEqual([]);
  });

  test('unknown-encoding', () => {
    expect(lint('echo ${mac:hexhyph}\n')).toEqual([
      {
        rule: 'unknown-encoding',
        severity: 'error',
        message: '"${mac:hexhyph}" asks for the unknown format "hexhyph": iPXE puts nothing there',
        position: { line: 2, column: 6 },
      },
    ]);
  });

  test('unavailable-image', () => {
    const text =
      'kernel http://a/mboot.c32 -c boot.cfg || shell\nmodule http://a/x || shell\nsanboot http://a/d.img\n';
    expect(lint(text).filter(({ rule }) => rule === 'unavailable-image')).toEqual([
      {
        rule: 'unavailable-image',
        severity: 'warning',
        message:
          'a COM32 program cannot be started by Debian 13, iPXE 1.21.1+git20250501.dad20602+dfsg-1 on efi',
        position: { line: 2, column: 1 },
      },
      {
        rule: 'unavailable-image',
        severity: 'warning',
        message:
          'a module of multiboot cannot be started by Debian 13, iPXE 1.21.1+git20250501.dad20602+dfsg-1 on efi',
        position: { line: 3, column: 1 },
      },
    ]);
  });

  test('unavailable-protocol', () => {
    expect(lint('chain https://h/ || shell\nchain file:/x || shell\n', bios)).toEqual([
      {
        rule: 'unavailable-protocol',
        severity: 'warning',
        message: '"file:" is not built into Debian 13, iPXE 1.21.1+git20250501.dad20602+dfsg-1 on pcbios',
        position: { line: 3, column: 7 },
      },
    ]);
  });

  test('too-many-arguments and long-kernel-command-line', () => {
    expect(lint(`echo${' w'.repeat(255)}\n`)).toEqual([]);
    expect(lint(`echo${' w'.repeat(256)}\n`)).toEqual([
      {
        rule: 'too-many-arguments',
        severity: 'error',
        message: '"echo" has 256 arguments: iPXE takes 255 at most',
        position: { line: 2, column: 1 },
      },
    ]);
    expect(lint(`kernel k ${'x'.repeat(2048)} || shell\n`)).toEqual([
      {
        rule: 'long-kernel-command-line',
        severity: 'warning',
        message: '2048 characters for the kernel: Linux reads 2047 at most',
        position: { line: 2, column: 1 },
      },
    ]);
  });

  test('text-before-magic', () => {
    expect(lintText('\n#!ipxe\ndhcp\n', efi)).toEqual([
      {
        rule: 'text-before-magic',
        severity: 'error',
        message:
          'text stands before "#!ipxe": iPXE does not take this for a script, and on BIOS it runs the file as machine code',
        position: { line: 1, column: 1 },
      },
    ]);
    expect(lintText('\uFEFF#!ipxe\ndhcp\n', efi).map((each) => each.rule)).toEqual(['text-before-magic']);
  });
});

// The shape of KIWIspray's host.tmpl after its placeholders were replaced.
const kiwispray = `#!ipxe
set HTTP_BASE http://10.0.0.1:8080
set HTTP_STATE \${HTTP_BASE}/images/image1
set IMAGE_NAME image1.xz
set KERNEL_LINE rd.kiwi.install.image=\${HTTP_STATE}/\${IMAGE_NAME} BOOTIF=01-\${mac:hexhyp} razorurl=\${HTTP_BASE}/post-install?id=7

echo node 7 template image1
echo
prompt --key s --timeout 3000 hit 's' for the iPXE shell; continuing in 3 seconds && shell ||
kernel \${HTTP_STATE}/pxeboot.kernel \${KERNEL_LINE} || goto error
initrd \${HTTP_STATE}/pxeboot.initrd.xz || goto error
boot

:error
prompt --key s --timeout 60000 ERROR, hit 's' for the iPXE shell && shell || reboot
`;

test("KIWIspray's templates have no error, and the boot that nobody handles is seen", () => {
  expect(lintText(kiwispray, efi).map((each) => [each.rule, each.severity, each.position?.line])).toEqual([
    ['unhandled-failure', 'warning', 12],
  ]);
});

test('a script that was built has findings without positions', () => {
  expect(lintScript(script(label('a'), ipxe`goto b`), efi)).toEqual([
    { rule: 'missing-label', severity: 'error', message: 'no label ":b" to go to' },
  ]);
});

test("what Debian's builds lack is known", () => {
  const lacks = (name: keyof typeof capabilitySets, platform: 'pcbios' | 'efi', command: string) =>
    !capabilitySets[name][platform].commands.has(command);
  expect(lacks('debian-bookworm', 'efi', 'vcreate')).toBe(true);
  expect(lacks('debian-bookworm', 'pcbios', 'poweroff')).toBe(true);
  expect(lacks('debian-sid', 'pcbios', 'params')).toBe(true);
  expect(lacks('debian-sid', 'efi', 'params')).toBe(false);
  expect(capabilitySets['debian-sid'].pcbios.commands.size).toBe(62);
  expect(capabilitySets['debian-sid'].efi.commands.size).toBe(73);
  expect(capabilitySets['debian-trixie'].efi.commands.size).toBe(62);
  expect(capabilitySets['debian-bookworm'].efi.commands.size).toBe(48);
});

test('no text makes the linter throw', () => {
  const token = fc.constantFrom(
    'chain',
    'goto',
    ':a',
    'a',
    '||',
    '&&',
    ';',
    '#',
    '-',
    '--',
    '--x=',
    '${',
    '}',
    '${a:b:c/d}',
    '\n',
    '\\\n',
    '\r',
    '\0',
    ' ',
    'set',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(token).map((each) => each.join(' ')),
      ),
      (text) => {
        expect(lintText(text, efi)).toBeInstanceOf(Array);
        expect(lintText(`#!ipxe\n${text}`, bios)).toBeInstanceOf(Array);
      },
    ),
  );
});
