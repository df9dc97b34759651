import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { menuList, menuShow } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  const data = siteWithExample();
  writeFileSync(join(data, 'menu', 'wrong.yaml'), 'name: [unfinished\n');
  app = await TestApp.start({
    data,
    'menu-pinned': 'example',
    'menu-hidden': 'windows',
    'menu-default': 'disk',
    'menu-timeout': '30',
  });
});
afterAll(() => app.stop());

test('the list of the menu has what is pinned, hidden, and of this site, and what is wrong with its entries', async () => {
  const { products, problems, sections, ...rest } = await app.run(menuList, {});
  expect(rest).toEqual({ defaultEntry: 'disk', timeoutSeconds: 30 });
  expect(products.find(({ id }) => id === 'example')).toEqual({
    id: 'example',
    name: 'Example',
    section: 'own',
    tier: 'stable',
    architectures: ['x86_64', 'arm64'],
    firmware: ['bios', 'efi'],
    ramMiB: null,
    destroys: true,
    visibility: 'shown',
    isPinned: true,
    ownFile: 'menu/example.yaml',
  });
  expect(products.find(({ id }) => id === 'windows')?.visibility).toBe('hidden');
  expect(products.find(({ id }) => id === 'debian')).toMatchObject({ visibility: 'shown', ownFile: null });
  expect(problems).toEqual([expect.stringMatching(/^menu\/wrong\.yaml:\d+: /)]);
  expect(sections.map(({ id }) => id)).toContain('own');
});

test('a product is shown with everything that it comes to', async () => {
  const { questions, choices, mirrors } = await app.run(menuShow, { product: 'example' });
  expect(questions).toEqual([
    {
      id: 'release',
      title: 'Release',
      items: [
        { id: 'two', label: '2 (two)' },
        { id: 'one', label: 'one' },
      ],
    },
  ]);
  expect(mirrors).toEqual(['http://mirror.example/os']);
  expect(choices.map(({ firmware, arch, values }) => `${firmware} ${arch} ${values['release']}`)).toEqual([
    'bios x86_64 two',
    'bios x86_64 one',
    'efi x86_64 two',
    'efi x86_64 one',
    'efi arm64 two',
    'efi arm64 one',
  ]);
  expect(choices.at(-1)).toEqual({
    ...{ values: { release: 'one' }, firmware: 'efi', arch: 'arm64', title: 'Example: one', notes: [] },
    confirm: 'The installer can erase the disks of this machine.',
    method: 'linux',
    kernel: 'http://mirror.example/os/one/arm64/linux',
    initrds: ['http://mirror.example/os/one/arm64/initrd.gz'],
    args: [],
    files: [
      { url: 'http://mirror.example/os/one/arm64/linux', localPath: null },
      { url: 'http://mirror.example/os/one/arm64/initrd.gz', localPath: null },
    ],
    isBroken: false,
  });
  expect(await app.refusal(menuShow, { product: 'nothing' })).toContain(
    'NB3082 there is no product "nothing" in the catalogue',
  );
});
