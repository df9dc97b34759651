import type { Machine } from '../machine.ts';
import type { Image } from './image.ts';
import { probeImage } from './probe-image.ts';

/** Put a file into the list of images, where the rest of the script finds it by its name. */
export function registerImage(machine: Machine, name: string | null, url: string, bytes: Uint8Array): Image {
  const image: Image = {
    name: name ?? `img${machine.images.length}`,
    url,
    bytes,
    type: probeImage(bytes, machine.platform, machine.capabilities.features.has('png')),
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
    `${image.name} : ${image.bytes.length} bytes`,
    image.type === null ? '' : ` [${image.type.name}]`,
    image.isSelected ? ' [SELECTED]' : '',
    image.isFreedAfterUse ? ' [AUTOFREE]' : '',
    image.arguments === null ? '' : ` "${image.arguments}"`,
  ].join('');
}
