import { featuresOfVersion, redactScript, renderScript, type CapabilitySetName } from '@netberth/ipxe';
import { parseKeys, simulate } from '@netberth/ipxe/simulate';
import { expect, test } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import type { Platform } from '../platform.ts';
import { resolveChoice } from '../script/resolve-choice.ts';
import { allAbilities, type MachineAbilities } from './machine-lacks.ts';
import { staticLinks } from './menu-links.ts';
import { menuFiles, menuText } from './render-menu.ts';
import { servedScript } from './served-script.ts';

const product = (name: string, rest: string) => ({
  path: `products/${name.toLowerCase()}.yaml`,
  text: `name: ${name}\nhomepage: https://os.example\nsection: linux\nnet: dracut\narch: { x86_64: amd64 }\n${rest}`,
});
const { catalogue } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
  { path: 'loaders.yaml', text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\n' },
  product('Plain', 'boot: [{ method: linux, kernel: http://p.example/linux }]\n'),
  product('Secret', 'boot: [{ method: linux, kernel: https://s.example/linux }]\n'),
  product(
    'Signed',
    'boot: [{ method: linux, kernel: http://s.example/linux, shim: { x86_64: http://s.example/shimx64.efi } }]\n',
  ),
  product(
    'Large',
    `requires: { ramMiB: 2048 }
axes:
  mode: { items: [text, { id: desktop, requires: { ramMiB: 8192 } }] }
boot: [{ method: linux, kernel: 'http://l.example/{mode}' }]
`,
  ),
]);
const links = { ...staticLinks, choices: { more: '', settings: [] } };
const pc: Platform = { firmware: 'efi', arch: 'x86_64' };

/** The items of a page for a machine. */
function itemsOf(
  path: string,
  abilities: Partial<MachineAbilities>,
  platform: Platform | null = pc,
): string[] {
  const page = servedScript(catalogue, path, links, {
    platform,
    abilities: { ...allAbilities, ...abilities },
  });
  if (page === null) throw new Error(`there is no page ${path}`);
  return [...redactScript(renderScript(page)).matchAll(/^item (?!--gap|nb-)\S+ (.*)$/gm)].map(
    ([, text = '']) => text,
  );
}

test('a machine of which nothing is known is shown everything as it is', () => {
  expect(itemsOf('sections/linux.ipxe', {})).toEqual(['Large [2 GiB RAM]', 'Plain', 'Secret', 'Signed']);
  expect(itemsOf('products/large.ipxe', {})).toEqual(['text', 'desktop [8 GiB RAM]']);
});

test('what the iPXE of Debian 12 cannot fetch is marked, and that of Debian 13 can', () => {
  const [old, newer] = ['1.0.0+git-20190125.36a4c85-5.1', '1.21.1+git20250501.dad20602+dfsg-1'];
  expect(itemsOf('sections/linux.ipxe', { features: featuresOfVersion(old, 'efi') })).toContain(
    'Secret [needs an iPXE with HTTPS]',
  );
  expect(itemsOf('sections/linux.ipxe', { features: featuresOfVersion(newer, 'efi') })).toContain('Secret');
  expect(featuresOfVersion('3.0', 'efi')).toBeNull();
});

test('what needs more memory than there is is marked, the answer that needs it alone where another does not', () => {
  expect(itemsOf('sections/linux.ipxe', { ramMiB: 1024 })).toContain(
    'Large [2 GiB RAM, needs more RAM than there is]',
  );
  expect(itemsOf('sections/linux.ipxe', { ramMiB: 2048 })).toContain('Large [2 GiB RAM]');
  expect(itemsOf('products/large.ipxe', { ramMiB: 2048 })).toEqual([
    'text',
    'desktop (needs more RAM than there is) [8 GiB RAM]',
  ]);
});

test('with Secure Boot, only what has a signed loader is left without a mark', () => {
  expect(itemsOf('sections/linux.ipxe', { isSecureBoot: true })).toEqual([
    'Large [2 GiB RAM, not with Secure Boot]',
    'Plain [not with Secure Boot]',
    'Secret [not with Secure Boot]',
    'Signed',
  ]);
});

test('a choice that was picked all the same says why it will not start', () => {
  const chosen = { choice: { product: 'secret', values: {} }, inputs: {}, mirror: null, args: [] };
  const machine = { platforms: [pc], network: null, hostname: null, isAttended: true };
  const abilities = { ...allAbilities, features: new Set(['http' as const]) };
  const resolving = resolveChoice(catalogue, chosen, { ...machine, abilities });
  expect(resolving.ok && resolving.resolved.boots[0]?.spec.notes).toEqual([
    'This machine cannot start it: needs an iPXE with HTTPS.',
  ]);
});

/** What the page of the section says in a menu of files, to a machine with these settings. */
function seenInFolder(
  settings: Readonly<Record<string, string>>,
  build: CapabilitySetName = 'debian-trixie',
) {
  const files = new Map(menuFiles(catalogue, { timeoutMs: 0 }).map((file) => [file.path, menuText(file)]));
  const { pauses } = simulate(
    { url: 'http://m.example/menu.ipxe' },
    {
      ...{ platform: 'efi', arch: 'x86_64', build, settings, keys: parseKeys('Down Enter') },
      fetch: (url) => ({ kind: 'file', bytes: files.get(url.replace('http://m.example/', '')) ?? '' }),
    },
  );
  const screen = pauses.at(-1)?.screen ?? [];
  return screen.map((line) => line.trim()).filter((line) => /^(Large|Plain|Secret|Signed)/.test(line));
}

test('in a folder of scripts the machine finds out itself what it lacks', () => {
  // SMBIOS: the higher byte of the size of each memory module, in MiB.
  const small = { 'smbios/0.17.13.1:uint8': '4', 'efi/SecureBoot:hexraw': '00' };
  expect(seenInFolder(small)).toEqual([
    'Large [2 GiB RAM] [needs more RAM than there is]',
    'Plain',
    'Secret',
    'Signed',
  ]);
  const two = { 'smbios/0.17.13.1:uint8': '4', 'smbios/1.17.13.1:uint8': '4', 'efi/SecureBoot:hexraw': '01' };
  expect(seenInFolder(two)).toEqual([
    'Large [2 GiB RAM] [not with Secure Boot]',
    'Plain [not with Secure Boot]',
    'Secret [not with Secure Boot]',
    'Signed',
  ]);
  expect(seenInFolder({}, 'debian-bookworm')).toEqual([
    'Large [2 GiB RAM]',
    'Plain',
    'Secret [needs an iPXE with HTTPS]',
    'Signed',
  ]);
});
