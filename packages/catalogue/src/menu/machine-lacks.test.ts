import { featuresOfVersion, redactScript, renderScript } from '@netberth/ipxe';
import { expect, test } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import type { Platform } from '../platform.ts';
import { resolveChoice } from '../script/resolve-choice.ts';
import { allAbilities, type MachineAbilities } from './machine-lacks.ts';
import { staticLinks } from './menu-links.ts';
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
  const page = servedScript(catalogue, path, links, platform, { ...allAbilities, ...abilities });
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
