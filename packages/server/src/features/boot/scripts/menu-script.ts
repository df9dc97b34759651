import { linkSettings, mainMenu, type MenuEntry, type MenuLinks, type Platform } from '@netberth/catalogue';
import { ipxe, urlText, wordsWithSettings } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import type { MenuContent } from '../../catalogue/menu-content.ts';
import { identityQuery, identitySettings } from './identity-query.ts';
import { moduleSettings, ramQuery } from './ram-query.ts';

const secureSetting = 'efi/SecureBoot:hexraw';
const abilityQuery = `${ramQuery}&secure=\${${secureSetting}}`;
const askedSettings = [...linkSettings, ...moduleSettings, secureSetting];

/**
 * Where the scripts of the menu lie, seen from `/`; each is asked for with the platform of the machine and what may keep it
 * from starting something.
 */
export const menuLinks = {
  folder: 'menu/',
  query: `?firmware=\${nb-firmware}&arch=\${nb-arch}&${abilityQuery}`,
  choices: { more: `&${abilityQuery}&${identityQuery}`, settings: [...askedSettings, ...identitySettings] },
  settings: askedSettings,
} as const satisfies MenuLinks;

/**
 * The first page of the menu: the disk, the profiles that destroy nothing, what is pinned, the catalogue.
 * `platform` is null where the machine has to look itself.
 */
export function menuScript(
  title: string,
  profiles: readonly string[],
  content: MenuContent,
  platform: Platform | null,
): Script {
  const { sections, pinned, defaultEntry, timeoutMs, protectedProfiles } = content;
  // Nobody is there to type a password when the time is over.
  const isDefault = profiles.includes(defaultEntry) && !protectedProfiles.has(defaultEntry);
  return mainMenu({
    title: `Netberth: ${title}`,
    sections,
    entries: [
      ...profiles.map((name) => profileEntry(name, protectedProfiles.has(name))),
      ...pinned.map(productEntry),
    ],
    defaultEntry: isDefault ? entryOf(defaultEntry) : 'local',
    timeoutMs,
    links: menuLinks,
    platform,
  });
}

/** A profile may be served only with the key of a boot medium, whoever picked it. */
const keySetting = 'netberth_key:uristring';

function entryOf(profile: string): string {
  return `profile-${profile}`;
}

function profileEntry(name: string, isProtected: boolean): MenuEntry {
  const pick = urlText(`bootstrap?pick=${encodeURIComponent(name)}&`);
  const identity = wordsWithSettings(`${identityQuery}&key=\${${keySetting}}`, [
    ...identitySettings,
    keySetting,
  ]);
  return {
    id: entryOf(name),
    text: isProtected ? `${name} [asks for a password]` : name,
    statements: [ipxe`chain --autofree --replace ${pick}${identity} ||`],
  };
}

function productEntry({ id, name }: MenuContent['pinned'][number]): MenuEntry {
  const url = wordsWithSettings(`menu/products/${id}.ipxe${menuLinks.query}`, askedSettings);
  return {
    id: `product-${id}`,
    text: `${name} ...`,
    statements: [ipxe`chain --autofree ${url} || goto broken`],
  };
}
