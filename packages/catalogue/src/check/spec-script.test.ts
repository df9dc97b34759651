import { redactScript, renderScript } from '@netberth/ipxe';
import { expect, it } from 'vitest';
import type { Boot } from '../boot-spec.ts';
import { specScript } from './spec-script.ts';

const initrd = { path: null, mode: null, isOptional: false };

/** The commands between the first line and the label for failures. */
function commandsOf(boot: Boot): string {
  const script = specScript({
    product: 'example',
    title: 'Example',
    choice: {},
    platform: { firmware: 'efi', arch: 'x86_64' },
    tier: 'stable',
    netStyle: 'none',
    confirm: null,
    notes: ['A note with ${x}.'],
    requires: { ramMiB: null, features: [] },
    files: [],
    boot,
  });
  const text = redactScript(renderScript(script));
  expect(text.startsWith("#!ipxe\necho Example\necho A note with $'{x}.\n")).toBe(true);
  expect(text.endsWith(':failed\necho Example could not be fetched or started\nexit 1\n')).toBe(true);
  return text.split('\n').slice(3, -4).join('\n');
}

it('boots Linux with named initrds', () => {
  expect(
    commandsOf({
      method: 'linux',
      kernel: 'http://a/linux',
      initrds: [
        { ...initrd, url: 'http://a/1' },
        { ...initrd, url: 'http://a/2', isOptional: true },
      ],
      args: ['ip=dhcp', 'quiet'],
      shim: 'http://a/shim',
    }),
  ).toBe(
    [
      'imgfree',
      'kernel http://a/linux initrd=initrd0 initrd=initrd1 ip=dhcp quiet || goto failed',
      'shim http://a/shim ||',
      'initrd --name initrd0 http://a/1 || goto failed',
      'initrd --name initrd1 http://a/2 ||',
      'boot || goto failed',
    ].join('\n'),
  );
});

it('boots Linux with a file put into the initrd, under the name of all together', () => {
  expect(
    commandsOf({
      method: 'linux',
      kernel: 'http://a/linux',
      initrds: [
        { ...initrd, url: 'http://a/1' },
        { ...initrd, url: 'http://a/ks', path: '/ks.cfg', mode: '600' },
      ],
      args: [],
      shim: null,
    }),
  ).toBe(
    [
      'imgfree',
      'kernel http://a/linux initrd=initrd.magic || goto failed',
      'initrd --name initrd0 http://a/1 || goto failed',
      'initrd --name initrd1 http://a/ks /ks.cfg mode=600 || goto failed',
      'boot || goto failed',
    ].join('\n'),
  );
});

it.each<[Boot, readonly string[]]>([
  [
    { method: 'efi', image: 'http://a/x.efi', args: ['-v'] },
    ['imgfree', 'kernel http://a/x.efi -v || goto failed', 'boot || goto failed'],
  ],
  [
    { method: 'memdisk', memdisk: 'http://l/memdisk', image: 'http://a/x.iso', args: ['iso', 'raw'] },
    [
      'imgfree',
      'kernel http://l/memdisk iso raw || goto failed',
      'initrd http://a/x.iso || goto failed',
      'boot || goto failed',
    ],
  ],
  [{ method: 'sanboot', image: 'http://a/x.img' }, ['imgfree', 'sanboot http://a/x.img || goto failed']],
  [
    {
      method: 'wimboot',
      wimboot: 'http://l/wimboot',
      initrds: [{ ...initrd, url: 'http://a/bcd', path: 'BCD', isOptional: true }],
      args: [],
    },
    [
      'imgfree',
      'kernel http://l/wimboot || goto failed',
      'initrd --name BCD http://a/bcd BCD ||',
      'boot || goto failed',
    ],
  ],
  [
    {
      method: 'multiboot',
      kernel: 'http://a/xen',
      args: ['dom0_mem=1G'],
      modules: [
        { url: 'http://a/linux', args: ['quiet'] },
        { url: 'http://a/initrd', args: [] },
      ],
    },
    [
      'imgfree',
      'kernel http://a/xen dom0_mem=1G || goto failed',
      'module http://a/linux quiet || goto failed',
      'module http://a/initrd || goto failed',
      'boot || goto failed',
    ],
  ],
  [
    {
      method: 'esxi',
      loader: 'http://a/mboot.c32',
      config: 'http://a/boot.cfg',
      kernelOptions: ['ks=http://s/ks'],
    },
    ['imgfree', 'kernel http://a/mboot.c32 -c http://a/boot.cfg || goto failed', 'boot || goto failed'],
  ],
  [
    { method: 'chain', script: 'http://a/x.ipxe' },
    ['imgfree', 'chain --autofree http://a/x.ipxe || goto failed', 'exit 0'],
  ],
])('boots by $method', (boot, lines) => {
  expect(commandsOf(boot)).toBe(lines.join('\n'));
});
