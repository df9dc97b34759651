import {
  blank,
  comment,
  ipxe,
  label,
  script,
  word,
  words,
  type Script,
  type Statement,
} from '@netberth/ipxe';
import type { Section } from '../catalogue.ts';

/** The script that a machine starts with: its own disk first, then the sections that have something. */
export function mainMenu(sections: readonly Section[], timeoutMs: number): Script {
  return script(
    comment('Netberth: what does this machine boot?'),
    findPlatform,
    ipxe`set nb-timeout ${word(String(timeoutMs))}`,
    blank(),
    label('menu'),
    ipxe`menu Netberth [\${nb-firmware}, \${nb-arch}]`,
    ipxe`item local Boot the local disk`,
    ipxe`item --gap`,
    sections.map(({ id, name }) => ipxe`item ${word(`section-${id}`)} ${words(name)} ...`),
    ipxe`item --gap`,
    ipxe`item options Kernel arguments, serial console, architecture ...`,
    ipxe`item utilities Utilities ...`,
    ipxe`item help Help`,
    ipxe`choose --default local --timeout \${nb-timeout} nb-chosen || goto local`,
    ipxe`set nb-timeout 0`,
    ipxe`goto \${nb-chosen} || goto menu`,
    sections.flatMap(({ id }) => [
      blank(),
      label(`section-${id}`),
      ipxe`chain --autofree ${word(`sections/${id}.ipxe`)} || goto broken`,
      ipxe`goto menu`,
    ]),
    ['options', 'utilities', 'help'].flatMap((name) => [
      blank(),
      label(name),
      ipxe`chain --autofree ${word(`${name}.ipxe`)} || goto broken`,
      ipxe`goto menu`,
    ]),
    blank(),
    label('broken'),
    ipxe`prompt This part of the menu could not be fetched; press a key ||`,
    ipxe`goto menu`,
    blank(),
    label('local'),
    ipxe`iseq \${nb-firmware} efi && exit 1 ||`,
    ipxe`sanboot --no-describe --drive 0x80 || exit 1`,
  );
}

/**
 * On BIOS any build of iPXE may run on a 64-bit processor, which CPUID tells (0x80000001, EDX bit 29); UEFI starts only
 * programs of its own architecture.
 */
const findPlatform: readonly Statement[] = [
  ipxe`isset \${nb-arch} && goto menu-ready ||`,
  ipxe`set nb-firmware bios`,
  ipxe`iseq \${platform} efi && set nb-firmware efi ||`,
  ipxe`set nb-arch \${buildarch}`,
  ipxe`iseq \${nb-firmware} efi && goto menu-ready ||`,
  ipxe`cpuid --ext 29 && set nb-arch x86_64 || set nb-arch i386`,
  ipxe`set nb-wide \${nb-arch}`,
  label('menu-ready'),
];
