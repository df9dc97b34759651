import { menuFiles, menuText, parseCatalogue, type Catalogue } from '@netberth/catalogue';
import { loadCatalogue } from '@netberth/catalogue/node';
import type { ComparedCase } from './compared-case.ts';
import type { Topic } from './read-corpus.ts';

const sections = '- { id: linux, name: Linux installers }\n- { id: rescue, name: Rescue and disks }\n';

const installer = `name: Installer
homepage: https://installer.example
section: linux
net: none
firmware: [bios]
arch: { i386: i386 }
axes:
  version: { title: Version, items: ['13', '12'], allowOther: Another version }
boot: [{ method: linux, kernel: 'http://boot.test/vmlinuz', args: [echo, installs, '{version}'] }]
`;

const wiper = `name: Wiper
homepage: https://wiper.example
section: rescue
net: none
firmware: [bios]
arch: { i386: i386 }
confirm: Erases every disk of this machine at once.
axes:
  mode: { title: Mode, items: [{ id: quick, label: With zeros }, { id: slow, label: With random data }] }
boot: [{ method: linux, kernel: 'http://boot.test/vmlinuz', args: [echo, wipes, '{mode}'] }]
`;

/** Walks of a person through our static menu. */
export function menuCases(): Topic {
  const small = folderOf(
    parseCatalogue([
      { path: 'sections.yaml', text: sections },
      {
        path: 'loaders.yaml',
        text: 'memdisk: http://boot.test/memdisk\nwimboot: http://boot.test/wimboot\n',
      },
      { path: 'products/installer.yaml', text: installer },
      { path: 'products/wiper.yaml', text: wiper },
    ]).catalogue,
  );
  const { catalogue } = loadCatalogue();
  return {
    topic: 'our static menu',
    cases: [
      walk('boots an installer after two answers', small, 'Down Enter Enter Down Enter'),
      walk('takes a version that is typed', small, 'Down Enter Enter Down Down Enter 1 4 Enter'),
      walk('asks in red, and boots after a yes', small, 'Down Down Enter Enter Down Enter Down Enter'),
      walk('asks in red, and goes back after a no', small, 'Down Down Enter Enter Enter Enter Escape Escape'),
      walk('goes back from the red question by Escape', small, 'Down Down Enter Enter Enter Escape Escape'),
      walk('finds by the first letters of a word', small, '/ / w i p Enter Enter'),
      walk(
        'says that nothing begins with some letters, and asks again',
        small,
        '/ / x Enter Enter i n s Enter',
      ),
      walk('explains what was chosen, then starts it', small, 'Down Enter ? Enter Enter Enter Enter'),
      walk('jumps to a letter of the list by names', folderOf(catalogue), '/ p Down'),
      walk('shows every page of our own catalogue', folderOf(catalogue), everyPage(catalogue)),
    ],
  };
}

function walk(name: string, files: Readonly<Record<string, string>>, keys: string): ComparedCase {
  return { name, script: 'chain --autofree menu/menu.ipxe', keys, files };
}

/** The files of a rendered menu by their paths on the server of the cases; a countdown would change while we compare. */
function folderOf(catalogue: Catalogue): Readonly<Record<string, string>> {
  const files = menuFiles(catalogue, { timeoutMs: 0 });
  return Object.fromEntries(files.map((file) => [`/menu/${file.path}`, menuText(file)]));
}

/** From the main menu into each section and back, then into the list by names, the options, the utilities and the help. */
function everyPage({ sections: all, products }: Catalogue): string {
  const filled = all.filter(({ id }) => products.some(({ section }) => section === id));
  const pages = filled.length + 4;
  return Array.from({ length: pages }, (_, index) => `${'Down '.repeat(index + 1)}Enter Escape`).join(' ');
}
