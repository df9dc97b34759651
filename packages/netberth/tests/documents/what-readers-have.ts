import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { installFakeFirmware } from '../../src/media/firmware.fixture.ts';
import { liveImage } from '../../../server/tests/harness/live-image.ts';

const programs: Readonly<Record<string, string>> = {
  'bin/lab-power': '#!/bin/sh\necho on\n',
  'purge-cdn.sh': '#!/bin/sh\ntest "$NETBERTH_CHANNEL" = stable\n',
};
const image = 'kernel: vmlinuz\nargs: bootid={{ boot.id }}\n';
const accessLog =
  '192.0.2.7 - - [21/Nov/2026:10:00:00 +0000] "GET /menu/booted?product=debian&version=trixie&arch=x86_64&firmware=efi HTTP/1.1" 404 0 "-" "iPXE/2.0.0"\n';

/** Files that somebody has who follows the documents, at home and in folders of the system. */
const files: Readonly<Record<string, string | Buffer>> = {
  '.ssh/id_ed25519.pub':
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAPuN6VjXaKMdYLS0S5UeDvDbBTRaIQ+5489A78at0Yb ada@desk\n',
  'password.txt': 'correct horse battery\n',
  'share.txt': 'correct horse battery\n',
  'secrets.yaml': 'root_password: correct horse battery\n',
  '.vault-prod': 'the password of the vault\n',
  'web.cfg': 'd-i debian-installer/locale string en_US.UTF-8\n',
  'web1.yaml': 'interfaces:\n  - mac: 52:54:00:12:34:56\n    addresses: [192.0.2.10/24]\n',
  'machines.csv': 'name,ip,mac\nweb1,192.0.2.10/24,52:54:00:12:34:56\nweb2,192.0.2.11/24,\n',
  'wipe.ipxe': '#!ipxe\necho wiping\nexit 0\n',
  'known.csv': `hostname,macs,label.rack,label.role\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `web${id},52:54:00:12:34:5${id - 1},${id},edge\n`).join('')}`,
  'image1/profile.yaml': image,
  'image1/vmlinuz': 'the kernel',
  'mnt/iso/boot.cfg': 'kernel=/b.b00\nmodules=/jumpstrt.gz\n',
  'ks.cfg': 'vmaccepteula\n',
  'srv/keys/.keep': '',
  'var/log/nginx/access.log': accessLog,
  's3-logs/2026-11-20': accessLog.replace('192.0.2.7', '192.0.2.8'),
  'old/access.log.1.gz': gzipSync(accessLog.replace('192.0.2.7', '192.0.2.9')),
};

/** Machines 1 to 9 and images, as the pages speak of them. */
export const everyReader = `
netberth machine import --csv known.csv
for name in image1 ubuntu; do netberth profile import image1 --name $name; done
netberth profile import image1 --name edge-2 --non-destructive
`;

/** What a page takes for granted beyond that. */
export const readersOf: Readonly<Record<string, string>> = {
  'docs/access.md': 'netberth user add bob --roles viewer; netberth profile import image1 --name wipe',
  'docs/power.md': 'netberth power set 7 --driver hook --hook lab',
  'docs/media.md': 'for id in 1 2; do netberth media issue $id; done',
};

export async function prepareFolder(folder: string): Promise<void> {
  await installFakeFirmware(join(folder, 'data'));
  for (const name of ['hypervisor', 'discover'])
    write(folder, inFolder(name, liveImage({ name, tasks: name === 'discover' })));
  write(folder, { ...files, ...programs });
  for (const name of Object.keys(programs)) chmodSync(join(folder, name), 0o755);
}

function inFolder(name: string, image: Readonly<Record<string, string | Buffer>>) {
  return Object.fromEntries(Object.entries(image).map(([path, content]) => [`${name}/${path}`, content]));
}

function write(folder: string, contents: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
