// The Debian packages that the tests need, and how they get there.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isProven } from './is-proven.mjs';
import { Failure, runMain } from './fail.mjs';
import { freshenPackageLists, installDebianPackages } from './install-debian-packages.mjs';

/** package, the parts that need it, and a file that proves that it is there (`*` stands for any name). */
export const debianPackages = [
  [
    'qemu-system-x86',
    ['e2e', 'media', 'differential', 'network', 'openstack'],
    '/usr/bin/qemu-system-x86_64',
  ],
  ['ipxe-qemu', ['e2e', 'network'], '/usr/lib/ipxe/qemu/pxe-virtio.rom'],
  ['seabios', ['e2e', 'media', 'differential', 'network', 'openstack'], '/usr/share/seabios/bios-256k.bin'],
  ['ipxe', ['differential-long'], '/boot/ipxe.lkrn'],
  ['ovmf', ['e2e', 'media', 'differential', 'network', 'openstack-long'], '/usr/share/OVMF/OVMF_CODE_4M.fd'],
  ['dnsmasq-base', ['network'], '/usr/sbin/dnsmasq'],
  ['qemu-system-arm', ['network-long', 'media-long'], '/usr/bin/qemu-system-aarch64'],
  ['qemu-efi-aarch64', ['network-long', 'media-long'], '/usr/share/AAVMF/AAVMF_CODE.fd'],
  ['sbsigntool', ['media-long'], '/usr/bin/sbsign'],
  ['busybox-static', ['e2e', 'media'], '/var/lib/dpkg/info/busybox-static.list'],
  ['cpio', ['e2e'], '/bin/cpio'],
  ['kmod', ['e2e', 'media'], '/sbin/modprobe'],
  ['xz-utils', ['e2e'], '/usr/bin/xz'],
  ['zstd', ['e2e'], '/usr/bin/zstd'],
  ['git', ['e2e'], '/usr/bin/git'],
  ['iproute2', ['e2e', 'network'], '/sbin/ip'],
  ['procps', ['e2e', 'bench'], '/bin/ps'],
  ['ca-certificates', ['e2e', 'network'], '/etc/ssl/certs/ca-certificates.crt'],
  // for grub-mkimage, which the test image unpacks without installing it
  ['libdevmapper1.02.1', ['e2e'], '/lib/*/libdevmapper.so.1.02.1'],
  ['postgresql', ['database', 'bench'], '/usr/lib/postgresql/*/bin/postgres'],
  ['mariadb-server', ['database', 'openstack'], '/usr/sbin/mariadbd'],
  ['samba', ['directory'], '/usr/sbin/samba'],
  ['samba-ad-dc', ['directory'], '/usr/lib/*/samba/service/ldap.so'],
  ['samba-ad-provision', ['directory'], '/usr/share/samba/setup/provision.ldif'],
  ['samba-dsdb-modules', ['directory'], '/usr/lib/*/samba/ldb/samba_dsdb.so'],
  ['python3-samba', ['directory'], '/usr/lib/python3/dist-packages/samba/provision/__init__.py'],
  ['slapd', ['directory'], '/usr/sbin/slapd'],
  ['openssl', ['directory', 'media-long', 'openstack'], '/usr/bin/openssl'],
  // readers of disk images
  ['xorriso', ['media', 'bench'], '/usr/bin/xorriso'],
  ['qemu-utils', ['media', 'journeys'], '/usr/bin/qemu-img'],
  ['genisoimage', ['media', 'e2e'], '/usr/bin/isoinfo'],
  ['wimtools', ['e2e'], '/usr/bin/wimcapture'],
  ['p7zip-full', ['media'], '/usr/bin/7z'],
  ['dosfstools', ['media'], '/sbin/fsck.fat'],
  ['mtools', ['media'], '/usr/bin/mcopy'],
  ['gdisk', ['media'], '/sbin/sgdisk'],
  ['fdisk', ['media'], '/sbin/sfdisk'],
  ['chromium', ['console', 'openstack-long'], '/usr/bin/chromium'],
  ['curl', ['openstack', 'journeys'], '/usr/bin/curl'],
  ['python3-keystone', ['openstack'], '/usr/bin/keystone-manage'],
  ['python3-glance', ['openstack'], '/usr/lib/python3/dist-packages/glance/__init__.py'],
  ['python3-swift', ['openstack'], '/usr/lib/python3/dist-packages/swift/__init__.py'],
  ['python3-placement', ['openstack'], '/usr/bin/placement-api'],
  ['python3-neutron', ['openstack'], '/usr/lib/python3/dist-packages/neutron/__init__.py'],
  ['python3-nova', ['openstack'], '/usr/lib/python3/dist-packages/nova/__init__.py'],
  ['mmdebstrap', ['openstack-long'], '/usr/bin/mmdebstrap'],
  ['openssh-client', ['openstack-long'], '/usr/bin/ssh'],
  ['e2fsprogs', ['openstack-long'], '/sbin/debugfs'],
  ['python3-cinder', ['openstack-long'], '/usr/lib/python3/dist-packages/cinder/__init__.py'],
  ['python3-pymysql', ['openstack'], '/usr/lib/python3/dist-packages/pymysql/__init__.py'],
  ['uwsgi-plugin-python3', ['openstack'], '/usr/bin/uwsgi_python3'],
  ['rabbitmq-server', ['openstack'], '/usr/lib/rabbitmq/bin/rabbitmq-server'],
  ['ipmitool', ['journeys', 'power-long'], '/usr/bin/ipmitool'],
  ['openipmi', ['journeys', 'power-long'], '/usr/bin/ipmi_sim'],
  ['ansible-core', ['journeys'], '/usr/bin/ansible-vault'],
  // what checks answer files: the libraries; the programs are unpacked, not installed
  ['debconf', ['answers'], '/usr/bin/debconf-set-selections'],
  ['libnetplan0', ['answers'], '/usr/lib/*/libnetplan.so.0.0'],
  ['libnm0', ['answers'], '/usr/lib/*/libnm.so.0'],
  ['libpolkit-agent-1-0', ['answers'], '/usr/lib/*/libpolkit-agent-1.so.0'],
  ['python3-configobj', ['answers'], '/usr/lib/python3/dist-packages/configobj/__init__.py'],
  ['python3-jinja2', ['answers'], '/usr/lib/python3/dist-packages/jinja2/__init__.py'],
  ['python3-jsonpatch', ['answers'], '/usr/lib/python3/dist-packages/jsonpatch.py'],
  ['python3-jsonschema', ['answers'], '/usr/lib/python3/dist-packages/jsonschema/__init__.py'],
  ['python3-netifaces', ['answers'], '/usr/share/doc/python3-netifaces/copyright'],
  ['python3-oauthlib', ['answers'], '/usr/lib/python3/dist-packages/oauthlib/__init__.py'],
  ['python3-requests', ['answers'], '/usr/lib/python3/dist-packages/requests/__init__.py'],
  ['python3-serial', ['answers'], '/usr/lib/python3/dist-packages/serial/__init__.py'],
  ['python3-yaml', ['answers'], '/usr/lib/python3/dist-packages/yaml/__init__.py'],
  ['mmdebstrap', ['live-long'], '/usr/bin/mmdebstrap'],
  ['buildah', ['live-long'], '/usr/bin/buildah'],
  ['squashfs-tools', ['live-long'], '/usr/bin/mksquashfs'],
  ['openssh-client', ['live-long'], '/usr/bin/ssh'],
  // for the programs of the discover image, which the tests run here too
  ['jq', ['unit', 'journeys'], '/usr/bin/jq'],
  // its chroot connection is what ansible-core lacks
  [
    'ansible',
    ['live-long'],
    '/usr/lib/python3/dist-packages/ansible_collections/community/general/plugins/connection/chroot.py',
  ],
  ['nftables', ['faults-long'], '/usr/sbin/nft'],
  ['wine64', ['answers-long'], '/usr/lib/wine/wine64'],
  ['nginx-light', ['bench', 'e2e', 'database'], '/usr/sbin/nginx'],
  ['haproxy', ['database'], '/usr/sbin/haproxy'],
  ['wrk', ['bench'], '/usr/bin/wrk'],
].map(([name, parts, proof]) => ({ name, parts, proof }));

export function missingDebianPackages(parts) {
  return debianPackages
    .filter((row) => row.parts.some((part) => parts.includes(part)) && !isProven(row.proof))
    .map((row) => row.name);
}

/** Parts that fetch packages themselves, and so need apt's lists as they are today. */
const fetching = ['answers', 'e2e', 'media', 'network', 'network-long', 'media-long', 'openstack', 'console'];

/** Throws a list of what is missing when it is not for us to install it. */
export function checkDebianPackages(parts) {
  const missing = missingDebianPackages(parts);
  if (missing.length > 0 && process.getuid?.() !== 0) throw new Failure(missingMessage(missing));
}

/** Installs what these parts need, when root; else says what is missing and throws. */
export async function ensureDebianPackages(parts) {
  checkDebianPackages(parts);
  if (missingDebianPackages(parts).length > 0)
    await installDebianPackages(() => missingDebianPackages(parts));
  if (parts.some((part) => fetching.includes(part)) && process.getuid?.() === 0) await freshenPackageLists();
}

function missingMessage(missing) {
  const rows = missing.map((name) => {
    const { parts, proof } = debianPackages.find((row) => row.name === name);
    return `  ${name.padEnd(16)} for ${parts.join(', ')}; no ${proof}`;
  });
  return (
    `Missing Debian packages:\n${rows.join('\n')}\n` +
    `Only root may install them. Run this once, then the same command again:\n` +
    `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`
  );
}

// On its own: `node scripts/debian-packages.mjs [PART…]` (all parts when none is named).
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2);
  const parts = named.length > 0 ? named : debianPackages.flatMap((row) => row.parts);
  await runMain(async () => {
    await ensureDebianPackages(parts);
    console.log('Every Debian package is there.');
  });
}
