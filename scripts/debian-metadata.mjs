// What dpkg is told of the Debian package: its control file and its changelog.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who answers for the package: whoever builds it, by the variables that Debian's own tools read. Nobody has said where the
 * authors read mail, and `.invalid` (RFC 2606) says so.
 */
export function debianMaintainer({ DEBFULLNAME: name, DEBEMAIL: address }) {
  return `${name || 'The Netberth authors'} <${address || 'maintainers@netberth.invalid'}>`;
}

/** `home`: the folder with the programs in machine code. `sizeKib`: of all files together. */
export function debianControl({ version, architecture, sizeKib, home, maintainer }) {
  return [
    'Package: netberth',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${maintainer}`,
    'Section: net',
    'Priority: optional',
    `Installed-Size: ${sizeKib}`,
    `Depends: adduser, libc6 (>= ${neededGlibc(home)}), libgcc-s1, libstdc++6 (>= 11)`,
    'Recommends: dnsmasq-base, ipxe, isolinux, syslinux-common',
    'Description: decides what a machine boots from the network, and remembers it',
    ' A machine boots its own disk unless somebody has granted it an installer:',
    ' for this machine, for a time, once. A menu of every operating system, ISOs',
    ' with the own static address of a machine for networks without DHCP, a',
    ' console with roles.',
    '',
  ].join('\n');
}

/** The newest glibc whose symbols the programs name: an older one refuses to load them. */
function neededGlibc(home) {
  const paths = readdirSync(home, { recursive: true });
  const programs = paths.filter((path) => path === 'node' || path.endsWith('.node'));
  const minors = programs.flatMap((path) => {
    const names = readFileSync(join(home, path), 'latin1').matchAll(/GLIBC_2\.(\d+)/g);
    return [...names].map(([, minor]) => Number(minor));
  });
  return `2.${Math.max(...minors)}`;
}

/** Debian wants one in every package; what has changed is told by the history of the sources. */
export function debianChangelog(version, now, maintainer) {
  const date = now.toUTCString().replace('GMT', '+0000');
  return `netberth (${version}) unstable; urgency=medium\n\n  * Version ${version}.\n\n -- ${maintainer}  ${date}\n`;
}
