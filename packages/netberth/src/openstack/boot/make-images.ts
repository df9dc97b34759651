import { uploadImage, type Image } from '@netberth/openstack';
import { cdProperties } from '../cd-properties.ts';
import { makeIso } from '../iso-workshop.ts';
import { bootIsoName, kindProperty, nameProperty, ourTag } from '../ours.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';
import type { PortWay } from './port-way.ts';

export type MadeIso = {
  readonly image: Image;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
};

/** The ISO with the network of a server inside, in Glance. */
export async function makeBootIso(site: BootSite, wish: BootWish, { way }: PortWay): Promise<MadeIso> {
  const { content, warnings } = makeIso(site.workshop, way, wish.goesTo);
  const { kind, image } = await uploadImage(site.session, {
    image: {
      name: bootIsoName(wish.name),
      diskFormat: 'iso',
      tags: [ourTag],
      properties: { [kindProperty]: 'boot-iso', [nameProperty]: wish.name, ...cdProperties(wish.bus) },
    },
    content,
    onAgain: (error) => site.narrator.tell(wish.name, `${error.message}; beginning the upload anew`),
    signal: site.signal,
  });
  return { image, isNew: kind === 'uploaded', warnings };
}

const blankBytes = 1024 * 1024;

/**
 * What a server is created from when its disk is to be empty: Nova makes the disk of the flavor's size of it. One for
 * all servers; it stays.
 */
export async function makeBlankDisk({ session, signal }: BootSite): Promise<Image> {
  const { image } = await uploadImage(session, {
    image: {
      name: 'netberth-blank-disk',
      diskFormat: 'raw',
      tags: [ourTag],
      properties: { [kindProperty]: 'blank-disk' },
    },
    content: { sizeBytes: blankBytes, open: zeros },
    signal,
  });
  return image;
}

async function* zeros(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(blankBytes);
}
