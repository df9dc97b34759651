import type { Machine } from '../machine.ts';
import type { Image, ImageType } from './image.ts';
import { probeImage } from './probe-image.ts';

/** A file as far as it is known: its first bytes, its whole size, or nothing of either. */
export type FileContent = {
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  readonly isSeen: boolean;
};

const unseen: ImageType = { name: 'unseen', runs: 'unseen' };

/** Put a file into the list of images, where the rest of the script finds it by its name. */
export function registerImage(
  machine: Machine,
  name: string | null,
  url: string,
  content: FileContent,
): Image {
  const image: Image = {
    name: name ?? `img${machine.images.length}`,
    url,
    bytes: content.bytes,
    sizeBytes: content.sizeBytes,
    type: content.isSeen
      ? probeImage(content, machine.platform, machine.capabilities.features.has('png'))
      : unseen,
    arguments: null,
    isSelected: false,
    isFreedAfterUse: false,
    replacement: null,
  };
  machine.images.push(image);
  return image;
}

export function findImage(machine: Machine, name: string): Image | null {
  return machine.images.find((image) => image.name === name) ?? null;
}

export function freeImage(machine: Machine, image: Image): void {
  const index = machine.images.indexOf(image);
  if (index !== -1) machine.images.splice(index, 1);
}

/** The line that `imgstat` prints for an image. */
export function imageLine(image: Image): string {
  return [
    `${image.name} : ${image.sizeBytes} bytes`,
    image.type === null ? '' : ` [${image.type.name}]`,
    image.isSelected ? ' [SELECTED]' : '',
    image.isFreedAfterUse ? ' [AUTOFREE]' : '',
    image.arguments === null ? '' : ` "${image.arguments}"`,
  ].join('');
}
