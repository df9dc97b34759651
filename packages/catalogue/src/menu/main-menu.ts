import {
  blank,
  comment,
  ipxe,
  label,
  script,
  word,
  words,
  type Fragment,
  type Script,
  type Statement,
} from '@netberth/ipxe';
import type { Section } from '../catalogue.ts';
import type { Platform } from '../platform.ts';
import { findPlatform, setPlatform } from './find-platform.ts';
import { linkTo, type MenuLinks } from './menu-links.ts';

/** Something of a site's own at the top of the menu. After its statements the menu comes again. */
export type MenuEntry = {
  /** A label of the script. */
  readonly id: string;
  readonly text: string;
  readonly statements: readonly Statement[];
};

export type MainMenu = {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly entries: readonly MenuEntry[];
  /** The id of the entry that no answer means; `local`: the disk. */
  readonly defaultEntry: string;
  /** 0: for ever. */
  readonly timeoutMs: number;
  readonly links: MenuLinks;
  /** The machine's platform; null: the script finds out. */
  readonly platform: Platform | null;
  /** What comes before the menu is shown. */
  readonly before?: readonly Statement[];
};

/** The script that a machine starts with: its own disk first, then what is a site's own, then the sections. */
export function mainMenu(menu: MainMenu): Script {
  const { sections, entries, links } = menu;
  return script(
    comment('Netberth: what does this machine boot?'),
    menu.platform === null ? findPlatform('menu-ready') : setPlatform(menu.platform),
    menu.before ?? [],
    ipxe`set nb-timeout ${word(String(menu.timeoutMs))}`,
    blank(),
    label('menu'),
    ipxe`menu ${words(menu.title)} [\${nb-firmware}, \${nb-arch}]`,
    itemStatements(menu),
    ipxe`choose --default ${word(menu.defaultEntry)} --timeout \${nb-timeout} nb-chosen || goto local`,
    ipxe`set nb-timeout 0`,
    ipxe`goto \${nb-chosen} || goto menu`,
    entries.flatMap(({ id, statements }) => [blank(), label(id), ...statements, ipxe`goto menu`]),
    sections.flatMap(({ id }) => chainTo(`section-${id}`, linkTo(links, `sections/${id}.ipxe`))),
    chainTo('names', linkTo(links, 'find/names.ipxe')),
    ['options', 'utilities', 'help'].flatMap((name) => chainTo(name, linkTo(links, `${name}.ipxe`))),
    blank(),
    label('broken'),
    ipxe`prompt This part of the menu could not be fetched; press a key ||`,
    ipxe`goto menu`,
    blank(),
    label('local'),
    ipxe`iseq \${nb-firmware} efi && exit 1 ||`,
    // A boot medium on a stick is drive 0x80 itself, and has set which one is behind it.
    ipxe`isset \${netberth_drive} || set netberth_drive 0x80`,
    ipxe`sanboot --no-describe --drive \${netberth_drive} || exit 1`,
  );
}

function itemStatements({ sections, entries }: MainMenu): readonly Statement[] {
  return [
    ipxe`item local Boot the local disk`,
    ...entries.map(({ id, text }) => ipxe`item ${word(id)} ${words(text)}`),
    ipxe`item --gap`,
    ...sections.map(({ id, name }) => ipxe`item ${word(`section-${id}`)} ${words(name)} ...`),
    ipxe`item --key / names All by name, search ... (/)`,
    ipxe`item --gap`,
    ipxe`item options Kernel arguments, serial console, architecture ...`,
    ipxe`item utilities Utilities ...`,
    ipxe`item help Help`,
  ];
}

function chainTo(name: string, url: Fragment): readonly Statement[] {
  return [blank(), label(name), ipxe`chain --autofree ${url} || goto broken`, ipxe`goto menu`];
}
