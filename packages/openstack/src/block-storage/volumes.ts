import { z } from 'zod';
import type { Call } from '../session/call.ts';
import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import { rowsOf } from '../session/rows-of.ts';
import type { Session } from '../session/session.ts';
import { waitUntil, type Wait } from '../session/wait-until.ts';

const service = 'block-storage';

const volumeSchema = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    /** `creating`, `available`, `in-use`, `error`, … */
    status: z.string(),
    size: z.number(),
    metadata: z.record(z.string(), z.string()).default({}),
    volume_image_metadata: z.object({ image_id: z.string().optional() }).optional(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    status: row.status,
    sizeGib: row.size,
    metadata: row.metadata,
    /** The image that it was made of; null: it was made empty. */
    imageId: row.volume_image_metadata?.image_id ?? null,
  }));
export type Volume = z.output<typeof volumeSchema>;

export type NewVolume = {
  readonly name: string;
  readonly sizeGib: number;
  /** What is copied to its beginning; null: it is empty. */
  readonly imageId: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
};

/** Begins; it can be used once it is `available`. Throws OpenstackError, kind `quota` among others. */
export async function createVolume(
  session: Session,
  { name, sizeGib, imageId, metadata = {} }: NewVolume,
): Promise<Volume> {
  const image = imageId === null ? {} : { imageRef: imageId };
  const json = { volume: { name, size: sizeGib, metadata, ...image } };
  const answer = await session.call({ service, method: 'POST', path: '/volumes', json });
  return volumeOf(answer.json);
}

/** Null: there is none of this id. */
export async function findVolume(session: Session, id: string): Promise<Volume | null> {
  try {
    const { json } = await session.call({ service, method: 'GET', path: `/volumes/${id}` });
    return volumeOf(json);
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}

export async function listVolumes(
  session: Session,
  filter: { readonly name?: string } = {},
): Promise<Volume[]> {
  const query = { name: filter.name, limit: '200' };
  const call: Call = { service, method: 'GET', path: '/volumes/detail', query };
  return rowsOf(session, call, 'volumes', volumeSchema);
}

export type AwaitedVolume =
  | { readonly kind: 'available'; readonly volume: Volume }
  /** In a status of error: the service tells its operator why, and nobody else. */
  | { readonly kind: 'failed'; readonly volume: Volume }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-long' };

/** Waits until a volume is made, or no server has it any more. */
export async function awaitVolume(session: Session, id: string, wait: Wait): Promise<AwaitedVolume> {
  const found = await waitUntil<AwaitedVolume>(
    session,
    async () => {
      const volume = await findVolume(session, id);
      if (volume === null) return { kind: 'gone' };
      if (volume.status === 'available') return { kind: 'available', volume };
      return volume.status.startsWith('error') ? { kind: 'failed', volume } : null;
    },
    wait,
  );
  return found ?? { kind: 'too-long' };
}

/** Nova boots a server from no other volume. One that was made of an image is bootable by itself. */
export async function makeBootable(session: Session, id: string): Promise<void> {
  const json = { 'os-set_bootable': { bootable: true } };
  await session.call({ service, method: 'POST', path: `/volumes/${id}/action`, json, isRepeatable: true });
}

/** False: it was gone already. One that a server has is refused. */
export async function deleteVolume(session: Session, id: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: `/volumes/${id}` });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

function volumeOf(json: unknown): Volume {
  return parseAnswer(z.object({ volume: volumeSchema }), json, service).volume;
}
