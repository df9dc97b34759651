import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { replyRefusal } from '../../platform/plain-reply.ts';
import type { FileSources } from '../images/file-source.ts';
import { resolveImageFile } from '../images/resolve-image-file.ts';
import { serveImageFile } from '../images/serve-image-file.ts';
import type { AssetFetch } from './asset-fetch.ts';
import { openArriving } from './open-arriving.ts';
import { assetName } from './asset-place.ts';
import type { AssetStore } from './asset-store.ts';
import type { PullThrough } from './pull-through.ts';
import { sendArriving } from './send-arriving.ts';
import type { WantedAssets } from './wanted-assets.ts';

export type AssetRoutesNeeds = {
  readonly store: AssetStore;
  readonly wanted: WantedAssets;
  readonly pull: PullThrough;
  readonly sources: FileSources;
  readonly now: () => number;
};

/** `/assets/<key>/<name>`: files of the menu that are kept here. Only what the catalogue names can be asked for. */
export function assetRoutes(plane: FastifyInstance, needs: AssetRoutesNeeds): void {
  plane.route({
    method: ['GET', 'HEAD'],
    url: '/assets/*',
    handler: (request, reply) => serve(request, reply, needs),
  });
}

/** Taken from the URL as it came; no name that we give has anything encoded in it. */
const path = /^\/assets\/(?<key>[0-9a-f]{32})\/(?<name>[A-Za-z0-9._+-]+)(?:\?|$)/;

async function serve(request: FastifyRequest, reply: FastifyReply, needs: AssetRoutesNeeds): Promise<void> {
  const { key = '', name = '' } = path.exec(request.raw.url ?? '')?.groups ?? {};
  if (await hasServedStored(key, name, request, reply, needs)) return;
  const wanted = needs.wanted.findByKey(key);
  if (wanted === undefined || assetName(wanted.url) !== name) {
    await replyRefusal(reply, 'noAsset', { path: (request.raw.url ?? '').slice(0, 100) });
    return;
  }
  const fetch = needs.pull.ask(wanted);
  if (fetch !== null && (await isSized(fetch))) {
    const source = await openArriving(fetch);
    const { totalBytes } = fetch.state;
    if (source !== null && totalBytes !== null) {
      reply.hijack();
      await sendArriving(request.raw, reply.raw, { name, totalBytes, source });
      return;
    }
  }
  if (fetch !== null && (await hasServedStored(key, name, request, reply, needs))) return;
  await reply.code(302).header('location', wanted.url).header('cache-control', 'no-store').send();
}

/** false: it is over, or upstream does not say how large it is, which shows at its end. */
async function isSized(fetch: AssetFetch): Promise<boolean> {
  while (!fetch.isOver && fetch.state.totalBytes === null) await fetch.change();
  return !fetch.isOver;
}

/** A file that is lost is no longer said to be here; then machines get it from upstream. */
async function hasServedStored(
  key: string,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { store, sources, now }: AssetRoutesNeeds,
): Promise<boolean> {
  const record = store.findByKey(key);
  if (record === undefined || assetName(record.url) !== name) return false;
  const file = store.fileOf(record);
  const resolved = await resolveImageFile(store.folder, file, sources.discs);
  if (resolved.kind !== 'file' || resolved.file.sizeBytes !== record.sizeBytes) {
    request.log.error(
      `${join(store.folder, file)} is not as it was stored; machines get it from ${record.url}`,
    );
    store.forget(record.url);
    return false;
  }
  reply.hijack();
  const outcome = await serveImageFile({ sources, now }, request.raw, reply.raw, {
    folder: store.folder,
    remainder: file,
  });
  if (outcome.kind === 'broken') request.log.error(outcome.error, `serving ${record.url} failed`);
  return true;
}
