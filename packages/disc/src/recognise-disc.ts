import { archOf, describeDisc } from './describe-disc.ts';
import type { DiscContent } from './disc-content.ts';
import { debianCd } from './kinds/debian-cd.ts';
import { esxiDisc, windowsDisc } from './kinds/foreign-kinds.ts';
import {
  agamaDisc,
  anacondaDisc,
  debianInstallerDisc,
  linuxrcDisc,
  proxmoxDisc,
} from './kinds/installer-kinds.ts';
import { archisoDisc, casperDisc, dracutLiveDisc, liveBootDisc } from './kinds/live-kinds.ts';
import { wholeDisc, type WholeWay } from './kinds/whole-disc.ts';
import { memoryNeed } from './memory-need.ts';
import type { DiscPlace, FoundDisc, Recognition } from './recognised-disc.ts';

/** Those with the clearest marks first: a live system may lie beside an installer. */
const kinds: readonly ((content: DiscContent, place: DiscPlace) => FoundDisc | null)[] = [
  ...[esxiDisc, windowsDisc, proxmoxDisc, anacondaDisc, agamaDisc, linuxrcDisc],
  ...[archisoDisc, casperDisc, liveBootDisc, dracutLiveDisc, debianInstallerDisc],
];

/**
 * What is on a disc, and how it boots over the network: as a choice of the catalogue whose files are those of the disc. What
 * nobody knows is booted as a whole.
 * @param wanted as a whole, whatever is on it
 */
export function recogniseDisc(
  content: DiscContent,
  place: DiscPlace,
  wanted: WholeWay | null = null,
): Recognition {
  const what = describeDisc(content);
  const found = wanted === null ? firstKind(content, place) : null;
  if (found === null && wanted === null) {
    const refused = debianCd(content, what);
    if (refused !== null) return refused;
  }
  const disc = found ?? wholeDisc(content, place, wanted);
  if (disc !== null) {
    const more = { what, arch: archOf(content, what), memoryMib: memoryNeed(disc, content) };
    return { kind: 'recognised', disc: { ...disc, ...more } };
  }
  if (wanted === 'memdisk' && content.disc.boots.length > 0)
    return {
      kind: 'not-bootable',
      what,
      why: 'memdisk is for BIOS, and there is nothing for BIOS on it.',
      wayOut: 'For UEFI: --as sanboot.',
    };
  return {
    kind: 'not-bootable',
    what,
    why: 'Nothing on it can be started: it has no boot record (El Torito), and no kernel where systems have theirs.',
    wayOut:
      'Unpack it, and import the folder with a profile.yaml that names kernel and initrds (docs/images.md).',
  };
}

function firstKind(content: DiscContent, place: DiscPlace): FoundDisc | null {
  for (const kind of kinds) {
    const found = kind(content, place);
    if (found !== null) return found;
  }
  return null;
}
