import { expect, test } from 'vitest';
import { rewriteBootConfig } from './rewrite-boot-config.ts';

const prefix = 'http://files.example/esxi';
const kernelOptions = ['ks=http://192.0.2.1:8080/ks.cfg', 'ip=192.0.2.10', 'netmask=255.255.255.0'];

/** The rewritten text, or what is wrong. */
function rewritten(text: string, options = kernelOptions): string {
  const result = rewriteBootConfig(text, { prefix, kernelOptions: options });
  return result.ok ? result.text : result.problems.join('; ');
}

test('of ESXi 5.5: the files get where they are, the options of the CD stay', () => {
  expect(
    rewritten(
      'bootstate=0\ntitle=Loading ESXi installer\nkernel=/tboot.b00\nkernelopt=runweasel\nmodules=/b.b00 --- /jumpstrt.gz --- /useropts.gz\nbuild=\nupdated=0\n',
    ),
  ).toBe(`bootstate=0
title=Loading ESXi installer
prefix=http://files.example/esxi
kernel=tboot.b00
kernelopt=runweasel ks=http://192.0.2.1:8080/ks.cfg ip=192.0.2.10 netmask=255.255.255.0
modules=b.b00 --- jumpstrt.gz --- useropts.gz
build=
updated=0
`);
});

test('of ESXi 7 and 8: it is no boot from a CD any more, and an empty prefix is filled', () => {
  expect(
    rewritten(
      'bootstate=0\r\ntitle=Loading ESXi installer\r\ntimeout=5\r\nprefix=\r\nkernel=/b.b00\r\nkernelopt=runweasel cdromBoot\r\nmodules=/jumpstrt.gz --- /useropts.gz --- /features.gz\r\nbuild=8.0.2-0.0.22380479\r\nupdated=0\r\n',
      [],
    ),
  ).toBe(`bootstate=0
title=Loading ESXi installer
timeout=5
prefix=http://files.example/esxi
kernel=b.b00
kernelopt=runweasel
modules=jumpstrt.gz --- useropts.gz --- features.gz
build=8.0.2-0.0.22380479
updated=0
`);
});

/** The lines that matter of what each version has on its medium; 5.5 Update 2 names no kernel but the trusted loader. */
test.each([
  [
    '5.5',
    'kernel=/tboot.b00\nkernelopt=runweasel\nmodules=/b.b00 --- /jumpstrt.gz --- /imgpayld.tgz',
    'tboot.b00',
    'b.b00 --- jumpstrt.gz --- imgpayld.tgz',
  ],
  [
    '6.0',
    'kernel=/tboot.b00\nkernelopt=runweasel\nmodules=/b.b00 --- /jumpstrt.gz --- /useropts.gz',
    'tboot.b00',
    'b.b00 --- jumpstrt.gz --- useropts.gz',
  ],
  [
    '6.5',
    'kernel=/b.b00\nkernelopt=runweasel\nmodules=/jumpstrt.gz --- /useropts.gz --- /k.b00',
    'b.b00',
    'jumpstrt.gz --- useropts.gz --- k.b00',
  ],
  [
    '6.7',
    'prefix=\nkernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/jumpstrt.gz --- /features.gz',
    'b.b00',
    'jumpstrt.gz --- features.gz',
  ],
  [
    '7.0',
    'timeout=5\nprefix=\nkernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/jumpstrt.gz --- /procfs.b00',
    'b.b00',
    'jumpstrt.gz --- procfs.b00',
  ],
  [
    '8.0',
    'timeout=5\nprefix=\nkernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/jumpstrt.gz --- /vmx.v00\nbuild=8.0.3',
    'b.b00',
    'jumpstrt.gz --- vmx.v00',
  ],
])('of ESXi %s every name becomes one below the prefix', (_, lines, kernel, modules) => {
  const text = rewritten(`bootstate=0\ntitle=Loading ESXi installer\n${lines}\n`, ['ks=http://s/ks.cfg']);
  expect(text.split('\n').filter((line) => /^(prefix|kernel|kernelopt|modules)=/.test(line))).toEqual([
    `prefix=${prefix}`,
    `kernel=${kernel}`,
    'kernelopt=runweasel ks=http://s/ks.cfg',
    `modules=${modules}`,
  ]);
});

test('a boot.cfg that somebody prepared for a web server already, and a kernel that stands in it, is prepared again', () => {
  expect(
    rewritten(
      'title=Loading ESXi installer\nprefix=http://httpserver/configs/vmware/esx55u2\nkernel=tboot.b00\nkernelopt=runweasel ks=http://httpserver/configs/vmware/esx55u2/ks.cfg\nmodules=b.b00 --- jumpstrt.gz --- weaselin.t00 --- imgdb.tgz\n',
      ['ks=http://s/ks.cfg'],
    ),
  ).toBe(`title=Loading ESXi installer
prefix=http://files.example/esxi
kernel=tboot.b00
kernelopt=runweasel ks=http://s/ks.cfg
modules=b.b00 --- jumpstrt.gz --- weaselin.t00 --- imgdb.tgz
`);
});

test('one that names no kernel is refused: mboot takes none of the modules for it', () => {
  expect(
    rewritten(
      'title=Loading ESXi installer\nkernelopt=runweasel ks=http://httpserver/configs/vmware/esx55u2/ks.cfg\nmodules=b.b00 --- jumpstrt.gz --- useropts.gz --- k.b00 --- imgdb.tgz --- imgpayld.tgz\n',
    ),
  ).toBe('it has no line "kernel=": wanted is the boot.cfg of an ESXi medium');
});

test('what it said of another machine goes', () => {
  expect(
    rewritten('kernel=b.b00\nkernelopt=runweasel ks=cdrom:/KS.CFG ip=10.0.0.1 vlanid=3\nmodules=a.gz\n', []),
  ).toBe('prefix=http://files.example/esxi\nkernel=b.b00\nkernelopt=runweasel\nmodules=a.gz\n');
});

test('without options of its own it gets a line for them', () => {
  expect(rewritten('kernel=/b.b00\nmodules=/a.gz', ['runweasel'])).toBe(
    'prefix=http://files.example/esxi\nkernel=b.b00\nkernelopt=runweasel\nmodules=a.gz\n',
  );
});

test('rewriting it again changes nothing', () => {
  const once = rewritten('kernel=/b.b00\nkernelopt=runweasel\nmodules=/a.gz --- /b.gz', []);
  expect(rewritten(once, [])).toBe(once);
});

test('a file that is no boot.cfg is refused', () => {
  expect(rewritten('<html>')).toBe(
    'it has no line "kernel=": wanted is the boot.cfg of an ESXi medium; it has no line "modules=": wanted is the boot.cfg of an ESXi medium',
  );
});
