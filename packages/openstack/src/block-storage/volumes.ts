import { z } from 'zod';
import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import type { Session } from '../session/session.ts';

const service = 'block-storage';

const volumeSchema = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    status: z.string(),
    size: z.number(),
    volume_image_metadata: z.object({ image_id: z.string().optional() }).optional(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    status: row.status,
    sizeGib: row.size,
    /** The image that it was made of; null: it was made empty. */
    imageId: row.volume_image_metadata?.image_id ?? null,
  }));
export type Volume = z.output<typeof volumeSchema>;

/** Null: there is none of this id. */
export async function findVolume(session: Session, id: string): Promise<Volume | null> {
  try {
    const { json } = await session.call({ service, method: 'GET', path: `/volumes/${id}` });
    return parseAnswer(z.object({ volume: volumeSchema }), json, service).volume;
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}
