import { finishDraft, openDraft, place } from '../plan/draft.ts';
import { planned, refused, type PlanOutcome } from '../outcome.ts';
import { buildTree } from '../tree/build-tree.ts';
import { checkIsoInput } from './check-iso-input.ts';
import { checkIsoNames } from './check-iso-names.ts';
import { blockBytes } from './iso-block.ts';
import type { IsoInput } from './iso-input.ts';
import { layoutIso } from './layout-iso.ts';
import { placeBootCatalog } from './place-boot-catalog.ts';
import { placeDescriptors } from './place-descriptors.ts';
import { placeTree } from './place-tree.ts';
import { placeUsbStructures, usbImageBytes } from './place-usb-structures.ts';
import { readBootFile } from './read-boot-file.ts';
import { withBootInfoTable } from './boot-info-table.ts';

/**
 * An ISO 9660 image, level 3 for files of 4 GiB and more, with Joliet and Rock Ridge unless they are turned off;
 * bootable on BIOS and UEFI, from CD and from USB, as far as it is asked for.
 *
 * Refused with every problem found: names, depths and labels that a tree cannot hold, two files with one name, a
 * boot file that is not there or cannot be what it should be, boot code that is too long.
 * Sources: ECMA-119 4th edition, SUSP and RRIP 1.10, Joliet 1, El Torito 1.0, UEFI 2.10 (13.3, 5.2, 5.3).
 */
export function planIso(input: IsoInput): PlanOutcome {
  const { root, problems } = buildTree(input.files, input.folders);
  const naming = { rockRidge: input.rockRidge !== false, joliet: input.joliet !== false };
  const bootFile = readBootFile(root, input);
  const faults = [
    ...problems,
    ...checkIsoNames(root, naming),
    ...checkIsoInput(input),
    ...(bootFile.kind === 'refused' ? bootFile.problems : []),
  ];
  if (faults.length > 0 || bootFile.kind === 'refused') return refused(faults);

  const layout = layoutIso(root, input);
  const bootBlock = bootFile.kind === 'found' ? (layout.fileBlocks.get(bootFile.node) ?? 0) : 0;
  const sizeBytes = usbImageBytes(layout.endBlock * blockBytes, input);
  const draft = openDraft();
  placeUsbStructures(draft, input, { bootBlock, uefiImageBlock: layout.uefiImageBlock, sizeBytes });
  placeDescriptors(draft, layout, input, sizeBytes / blockBytes);
  placeBootCatalog(draft, layout, input, bootBlock);
  placeTree(draft, layout, layout.primary, input.epochSeconds);
  if (layout.joliet !== undefined) placeTree(draft, layout, layout.joliet, input.epochSeconds);
  for (const [node, block] of layout.fileBlocks) {
    const content =
      bootFile.kind === 'found' && bootFile.node === node && input.bios?.bootInfoTable !== false
        ? withBootInfoTable(bootFile.bytes, block, layout.primary.descriptorBlock)
        : node.content;
    place(draft, block * blockBytes, `file ${node.path}`, content);
  }
  if (input.uefi !== undefined)
    place(draft, layout.uefiImageBlock * blockBytes, 'UEFI image', input.uefi.image);
  return planned(finishDraft(draft, sizeBytes));
}
