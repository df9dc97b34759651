import { createHash } from 'node:crypto';
import { openstackMarks } from '@netberth/api';
import { uploadImage, type Image } from '@netberth/openstack';
import { cdProperties } from '../cd-properties.ts';
import { bootIsoName, kindProperty, nameProperty, ourTag } from '../ours.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';
import { bootIsos } from './end-install.ts';
import type { IsoOrder } from './issued-isos.ts';
import type { PortWay } from './port-way.ts';

export type MadeIso = {
  readonly image: Image;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
};

/** The ISO with the network of a server and its key inside, in Glance: the one that is there, or a new one. */
export async function makeBootIso(
  site: BootSite,
  wish: BootWish,
  { way }: PortWay,
  machineId: number,
): Promise<MadeIso> {
  const order = { machineId, way, firmware: site.firmware, goesTo: wish.goesTo };
  const there = await isoOf(site, wish.name, order);
  if (there !== null) return { image: there, isNew: false, warnings: [] };
  const { medium, content, warnings } = await site.isos.issue(order);
  const upload = uploadImage(site.session, {
    image: {
      name: bootIsoName(wish.name),
      diskFormat: 'iso',
      tags: [ourTag],
      properties: {
        [kindProperty]: 'boot-iso',
        [nameProperty]: wish.name,
        [openstackMarks.medium]: String(medium),
        [openstackMarks.order]: orderHash(order),
        ...cdProperties(wish.bus),
      },
    },
    content,
    onProgress: (sentBytes) => {
      const percent = (sentBytes * 100) / content.sizeBytes;
      site.narrator.at(wish.name, { what: 'its ISO goes to Glance', percent });
    },
    onAgain: (error) => site.narrator.tell(wish.name, `${error.message}; beginning the upload anew`),
    signal: site.signal,
  });
  const { image } = await upload.catch(async (error: unknown) => {
    // Nobody has it, so nobody should be able to boot from it.
    await site.isos.revoke(medium);
    throw error;
  });
  return { image, isNew: true, warnings };
}

/** Null: none that says the same, whole, and with a key that counts. */
async function isoOf(site: BootSite, name: string, order: IsoOrder): Promise<Image | null> {
  const hash = orderHash(order);
  for (const image of await bootIsos(site.session, name)) {
    const isSame = image.status === 'active' && image.properties[openstackMarks.order] === hash;
    if (isSame && (await site.isos.isLive(image, order.machineId))) return image;
  }
  return null;
}

/** The key makes every ISO another one: whether two say the same is told by what was ordered. */
function orderHash({ machineId, way, firmware, goesTo }: IsoOrder): string {
  return createHash('sha256')
    .update(JSON.stringify([machineId, way, firmware, goesTo]))
    .digest('hex')
    .slice(0, 32);
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
