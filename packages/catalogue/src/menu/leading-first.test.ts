import { expect, test } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import { menuFiles, menuText } from './render-menu.ts';

/** The lines of the section in the static menu; `-`: a gap. */
function listed(products: readonly string[], popular: readonly string[]): readonly string[] {
  const { catalogue } = parseCatalogue([
    { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
    ...products.map((id) => ({
      path: `products/${id}.yaml`,
      text: `name: ${id}\nhomepage: https://${id}.example\nsection: linux\nnet: casper\narch: { x86_64: amd64, i386: i386, arm64: arm64 }\nboot: [{ method: linux, kernel: http://${id}.example/kernel }]\n`,
    })),
  ]);
  const page = menuFiles(catalogue, { timeoutMs: 0, popular }).find(
    ({ path }) => path === 'sections/linux.ipxe',
  );
  const items = (page === undefined ? '' : menuText(page))
    .split('\n')
    .flatMap((line) => /^item (?<id>--gap|[a-z]+)(?: |$)/.exec(line)?.groups?.['id'] ?? []);
  return items.map((id) => (id === '--gap' ? '-' : id));
}

const six = ['alma', 'arch', 'debian', 'fedora', 'rocky', 'void'];

test('the three products that are booted most lead their section, the others keep their order', () => {
  expect(listed(six, ['rocky', 'windows', 'void', 'alma', 'debian'])).toEqual([
    'rocky',
    'void',
    'alma',
    '-',
    'arch',
    'debian',
    'fedora',
    '-',
  ]);
});

test('a section keeps its order where nothing of it was booted', () => {
  expect(listed(six, ['windows'])).toEqual([...six, '-']);
});

test('a section that is seen at a glance keeps its order', () => {
  expect(listed(six.slice(0, 5), ['rocky'])).toEqual([...six.slice(0, 5), '-']);
});
