import { finishDraft, openDraft, place } from '../plan/draft.ts';
import { readAt } from '../plan/read-at.ts';
import { contentSize } from '../plan/content.ts';
import type { Problem } from '../problem.ts';
import { refused, type Refused } from '../outcome.ts';
import { findFile, type FileNode, type FolderNode } from '../tree/tree.ts';
import { tableEnd } from './boot-info-table.ts';
import type { IsoInput } from './iso-input.ts';

export type BootFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly node: FileNode; readonly bytes: Uint8Array }
  | Refused;

const mostBytes = 1024 * 1024;
/** What isohybrid's boot code looks for at byte 64 of ISOLINUX before it starts it. */
const hybridSignature = [0xfb, 0xc0, 0x78, 0x70];

/** The file that BIOS starts, with its bytes: a sum over them goes into the image. */
export function readBootFile(root: FolderNode, { bios, usb }: IsoInput): BootFile {
  if (bios === undefined) return { kind: 'none' };
  const path = bios.file;
  const node = findFile(root, path);
  if (node === undefined) return refused([{ kind: 'no-boot-file', path }]);
  const sizeBytes = contentSize(node.content);
  const bad = (why: string): Refused => refused([{ kind: 'bad-boot-file', path, why } satisfies Problem]);
  if (sizeBytes < tableEnd + hybridSignature.length || sizeBytes > mostBytes) {
    return bad(`it has ${sizeBytes} bytes, a boot loader has between 68 and ${mostBytes}`);
  }
  const draft = openDraft();
  place(draft, 0, path, node.content);
  if (draft.slots.size > 0)
    return bad('it holds a slot, so that its bytes may change after they were summed up');
  const bytes = readAt(finishDraft(draft, sizeBytes), 0, sizeBytes);
  if (usb?.bootCode !== undefined && !hybridSignature.every((byte, at) => bytes[tableEnd + at] === byte)) {
    return bad('it is no ISOLINUX 3.72 or later, which alone the boot code for USB can start');
  }
  return { kind: 'found', node, bytes };
}
