import type { Feature } from '@netberth/ipxe';
import { hasText } from './memory-image.ts';
import type { MemoryImage } from './memory-image.ts';
import { readTable } from './read-table.ts';

type Evidence = {
  readonly schemes: ReadonlySet<string>;
  /** What iPXE prints behind "Features:" when it starts. */
  readonly shown: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  readonly image: MemoryImage;
};

/** What in the binary shows that a feature is built in. */
const tests: Readonly<Record<Feature, (evidence: Evidence) => boolean>> = {
  http: ({ schemes }) => schemes.has('http'),
  https: ({ schemes }) => schemes.has('https'),
  tftp: ({ schemes }) => schemes.has('tftp'),
  ftp: ({ schemes }) => schemes.has('ftp'),
  nfs: ({ schemes }) => schemes.has('nfs'),
  file: ({ schemes }) => schemes.has('file'),
  ipv6: ({ image }) => hasText(image, 'IPv6'),
  vlan: ({ commands }) => commands.has('vcreate'),
  menu: ({ commands }) => commands.has('menu'),
  params: ({ commands }) => commands.has('params'),
  imgverify: ({ commands }) => commands.has('imgverify'),
  ntp: ({ commands }) => commands.has('ntp'),
  console: ({ commands }) => commands.has('console'),
  png: ({ image }) => hasText(image, 'PNG'),
  bzimage: ({ shown }) => shown.has('bzImage'),
  multiboot: ({ shown }) => shown.has('MBOOT'),
  comboot: ({ shown }) => shown.has('COMBOOT'),
  iscsi: ({ schemes }) => schemes.has('iscsi'),
  // Booting from a disk behind HTTP leaves no name in the binary; every build that has both has it.
  'sanboot-http': ({ schemes, commands }) => schemes.has('http') && commands.has('sanboot'),
  autoexec: ({ image }) => image.bytes.includes('autoexec.ipxe'),
};

export function featuresOf(image: MemoryImage, commands: readonly string[]): Feature[] {
  const evidence: Evidence = {
    schemes: new Set([...readTable(image, 2, 'http'), ...readTable(image, 2, 'tftp')]),
    shown: new Set(readTable(image, 1, 'DNS')),
    commands: new Set(commands),
    image,
  };
  return (Object.keys(tests) as Feature[]).filter((feature) => tests[feature](evidence));
}
