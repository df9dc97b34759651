import type { MirroredFile } from '@netberth/api';
import { count } from './english-count.ts';

/** Sentences of the page of the menu. */
export const englishMenu = {
  title: 'Menu',
  preview: 'Preview…',
  search: 'Find a product',
  found: (n: number) => count(n, 'product', 'products'),
  begins: (entry: string, seconds: number | null) =>
    seconds === null
      ? `The menu waits for ever; Enter is ${entry}.`
      : `Without a key within ${count(seconds, 'second', 'seconds')} the menu takes ${entry}.`,
  disk: 'the local disk',
  wrong: (n: number) => `${count(n, 'mistake', 'mistakes')} in the entries of this site`,
  howToChange:
    'What is pinned and hidden is set by menu.pinned and menu.hidden; entries of your own are files in the folder menu of the data folder.',
  change: {
    'menu.pinned': { put: 'Pin to the first page', take: 'Unpin' },
    'menu.hidden': { put: 'Hide from the menu', take: 'Show in the menu' },
  },
  fixedBy: (source: string) => `It is said elsewhere: ${source}`,
  columns: { name: 'Product', architectures: 'Architectures', firmware: 'Firmware', ram: 'RAM', marks: '' },
  firmwares: { bios: 'BIOS', efi: 'UEFI' },
  ram: (mib: number) => (mib % 1024 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`),
  marks: {
    pinned: 'pinned',
    hidden: 'hidden',
    broken: 'files not found',
    destroys: 'can erase data',
    experimental: 'experimental',
  },
  none: 'Nothing is called that.',
  choose: 'What it is asked',
  platform: 'Machine',
  platformName: (firmware: string, arch: string) => `${firmware}, ${arch}`,
  homepage: 'Homepage',
  boots: 'What this boots',
  kernel: 'Kernel',
  initrds: 'Initrds',
  args: 'Arguments',
  method: 'Method',
  erases: 'Asked in red before',
  notes: 'Note',
  files: 'Files',
  stored: 'on this server',
  upstream: 'fetched upstream',
  brokenChoice: 'Files of this were not found when they were asked for last: the menu leaves it out.',
  noChoice: 'There is no such combination: take another answer, or another machine.',
  profile: {
    make: 'Make a profile of it…',
    title: (choice: string) => `Make a profile of ${choice}`,
    what: 'It can be granted to machines then. Nothing is installed by making it.',
    name: 'Name of the profile',
    nameHint: 'Like web or rescue-13',
    submit: 'Make the profile',
    unattended: 'Nobody sits at the machine: the installer gets its answers',
    unattendedHint: 'What is left empty stays as the grey words say. The disks of the machine are erased.',
  },
  mirror: {
    keep: 'Keep its files on this server',
    remove: (product: string) => `Remove the files of ${product} from this server`,
    progress: (done: number, files: number, received: string, all: string) =>
      `${done} of ${count(files, 'file', 'files')}, ${received} of ${all}`,
    done: 'Done',
    failed: 'Not everything could be fetched',
    outcomes: {
      stored: 'stored',
      updated: 'stored anew',
      kept: 'here already',
      held: 'left as it was',
      removed: 'removed',
      sound: 'sound',
      damaged: 'damaged',
      failed: 'not stored',
    } satisfies Record<MirroredFile['outcome'], string>,
    stored: (size: string) => `${size} of the menu are kept now.`,
  },
  straight: 'Straight to it, at the prompt of iPXE',
  asProfile: 'As a profile, to be granted',
};
