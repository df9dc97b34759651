import { parseKeys, simulate } from '@netberth/ipxe/simulate';
import { expect, test } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import { menuFiles, menuText } from './render-menu.ts';

const product = (id: string, name: string, rest = '') => ({
  path: `products/${id}.yaml`,
  text: `name: ${name}\nhomepage: https://${id}.example\nsection: linux\nnet: unused\narch: { x86_64: amd64 }\n${rest}boot: [{ method: linux, kernel: http://${id}.example/linux }]\n`,
});
const { catalogue, problems } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
  { path: 'loaders.yaml', text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\n' },
  product('debian', 'Debian'),
  product('deepin', 'Deepin', 'firmware: [efi]\n'),
  product('lmde', 'Linux Mint Debian Edition'),
  product(
    'rhel',
    'Red Hat Enterprise Linux',
    'about: Sold by Red Hat.\nrequires: { ramMiB: 2048 }\ntier: experimental\nconfirm: Erases the disk.\n' +
      'notes: Needs media.\naxes: { release: { title: Release, items: ["10", "9"] } }\n' +
      'inputs: { kickstart: { title: Kickstart file, kind: url, automation: kickstart } }\n',
  ),
]);
const files = new Map(menuFiles(catalogue, { timeoutMs: 0 }).map((file) => [file.path, menuText(file)]));

/** What somebody sees in the end who presses these keys, on a PC with BIOS. */
function seenAfter(keys: string) {
  const { pauses, end } = simulate(
    { url: 'http://m.example/menu.ipxe' },
    {
      keys: parseKeys(keys),
      fetch: (url) => {
        const text = files.get(url.replace('http://m.example/', ''));
        return text === undefined ? { kind: 'unseen' } : { kind: 'file', bytes: text };
      },
    },
  );
  const screen =
    pauses
      .at(-1)
      ?.screen.map((line) => line.trim())
      .filter((line) => line !== '') ?? [];
  return { screen, kernel: end.kind === 'boot' ? end.kernel.url : null };
}

test('all that is there for the machine stands in one list, and the key of a letter leads to it', () => {
  expect(problems).toEqual([]);
  const { screen } = seenAfter('/');
  expect(screen).toEqual([
    'By name: a letter leads to it, / searches [bios, x86_64]',
    'D',
    'Debian',
    'L',
    'Linux Mint Debian Edition',
    'R',
    'Red Hat Enterprise Linux [experimental, 2 GiB RAM]',
    'Search by the first letters ... (/)',
    'What is ...? Choose one to be told (?)',
    'Back',
  ]);
  expect(seenAfter('/ l Enter').kernel).toBe('http://lmde.example/linux');
});

test('letters find every name with a word that begins with them, and the short name', () => {
  expect(seenAfter('/ / d e b Enter').screen).toEqual([
    'What begins with these letters [bios, x86_64]',
    'Debian',
    'Linux Mint Debian Edition',
    'Other letters ... (/)',
    'What is ...? Choose one to be told (?)',
    'Back',
  ]);
  expect(seenAfter('/ / d e b Enter Down Enter').kernel).toBe('http://lmde.example/linux');
  expect(seenAfter('/ / r h Enter').screen).toContain('Red Hat Enterprise Linux [experimental, 2 GiB RAM]');
});

test('a second search shows nothing of the first, and letters that nothing begins with are said', () => {
  const { screen } = seenAfter('/ / d e b Enter / r e d Enter');
  expect(screen).toContain('Red Hat Enterprise Linux [experimental, 2 GiB RAM]');
  expect(screen).not.toContain('Debian');
  expect(seenAfter('/ / x y z Enter').screen).toContain('Nothing begins with xyz; press a key');
  expect(seenAfter('/ / x y z Enter Enter m i n t Enter').screen).toContain('Linux Mint Debian Edition');
});

test('every entry is explained to whoever asks, and is started by whoever does not', () => {
  const { screen } = seenAfter('/ ? r Enter');
  expect(screen.slice(screen.indexOf('Red Hat Enterprise Linux'))).toEqual([
    'Red Hat Enterprise Linux',
    'Sold by Red Hat.',
    'Experimental: it may not work.',
    'Runs on: 64-bit PCs (BIOS, UEFI).',
    'Needs 2 GiB of RAM.',
    'Asks before it starts: Erases the disk.',
    'Needs media.',
    'Release: 10, 9',
    'A server can give it, unattended: Kickstart file',
    'https://rhel.example',
    'Press a key to go back',
  ]);
  // Back from the page, the same is started.
  expect(seenAfter('/ ? d Enter Enter Enter').kernel).toBe('http://debian.example/linux');
  expect(seenAfter('/ ? Escape d Enter').kernel).toBe('http://debian.example/linux');
});
