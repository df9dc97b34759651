import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/work.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { batchMedia } from './batch-media.ts';
import type { BatchTools } from './batch-media.ts';
import type { BatchRecord } from './batch-record.ts';
import { findBatchByToken } from './batch-store.ts';
import type { MediumMaker } from './medium-maker.ts';

export type BatchRoutesNeeds = { readonly database: Database; readonly mediumMaker: MediumMaker };

/** `/media/batches/<token>/media.zip`: the media of a batch, made while they are read. */
export function batchRoutes(plane: FastifyInstance, { database, mediumMaker }: BatchRoutesNeeds): void {
  plane.get('/media/batches/:token/media.zip', async (request, reply) => {
    const { token } = request.params as { readonly token: string };
    const batch = await database.read(() => findBatchByToken(token));
    if (batch === undefined) return replyRefusal(reply, 'noMedium', {});
    const zip = await zipOf(batch, { database, mediumMaker, token });
    zip.on('error', (error) => request.log.error(error, 'a ZIP file of media was broken off'));
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="media-${batch.id}.zip"`)
      .header('cache-control', 'no-store')
      .send(zip);
  });
}

/** Whatever fails cuts the download off: what is there so far is no ZIP file yet. */
async function zipOf(batch: BatchRecord, tools: BatchTools): Promise<Readable> {
  const { zipMedia } = await import('@netberth/media/node');
  return Readable.from(zipMedia(batchMedia(batch, tools)), { objectMode: false });
}
