import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { isDescription } from '../profiles/image/is-description.ts';
import { bearerOf } from '../provisioning/boot-bearer.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { findBoot } from '../provisioning/boot-store.ts';
import { startBoot } from '../provisioning/start-boot.ts';
import type { FileSources } from './file-source.ts';
import { handOver } from './hand-over.ts';
import { findServedImage } from './find-served-image.ts';
import type { ServedImage } from './find-served-image.ts';
import type { ImageFile } from './image-file.ts';
import type { Gate } from './send-body.ts';
import { parseImagePath } from './parse-image-path.ts';
import { bringImageFile } from './bring-image-file.ts';
import type { BroughtFiles } from './bring-image-file.ts';
import type { TransferHooks } from './send-file.ts';
import { serveImageFile } from './serve-image-file.ts';
import type { TransferLedger } from './transfer-ledger.ts';

export type ImageNeeds = {
  readonly database: Database;
  readonly imagesFolder: string;
  readonly brought: BroughtFiles;
  readonly sources: FileSources;
  readonly ledger: TransferLedger;
  readonly now: () => number;
  /** See {@link handOver}. */
  readonly accelRedirect: string;
  /** Bytes of a file of that size have left for a machine. */
  readonly onSent: (machineId: number, bytes: number, fileBytes: number) => void;
};

/** `/images/<profile>/<file>`, and the same with the boot that the bytes belong to. */
export function imageRoutes(plane: FastifyInstance, needs: ImageNeeds): void {
  for (const url of ['/images/*', '/b/:boot/images/*']) {
    plane.route({ method: ['GET', 'HEAD'], url, handler: (request, reply) => serve(request, reply, needs) });
  }
}

/** Taken from the URL as it came: what is decoded twice is a hole. */
const path = /^(?:\/b\/([1-9]\d{0,14}))?\/images\/([^/?]+)\/([^?]*)/;

async function serve(request: FastifyRequest, reply: FastifyReply, needs: ImageNeeds): Promise<void> {
  const [, bootText, profileText = '', remainder = ''] = path.exec(request.raw.url ?? '') ?? [];
  const name = decoded(profileText);
  const bootNumber = bootText === undefined ? null : Number(bootText);
  const address = canonicalAddress(request.ip);
  const found =
    name && (await needs.database.read(() => findServedImage({ profile: name, bootNumber, address })));
  if (!found) {
    await replyRefusal(reply, 'profileUnknown', { profile: name ?? profileText });
    return;
  }
  if (found.profile.isPrivate && !found.bearer) {
    await replyRefusal(reply, 'notYourImage', { profile: found.profile.name });
    return;
  }
  const { file, isWhole } = fileNamed(found.profile, remainder);
  // Its text often holds hashes of passwords: what is made of it is for one boot, and so it is itself for nobody.
  if (file?.role === 'template') {
    await replyRefusal(reply, 'templateKept', { file: remainder.slice(0, 100), profile: found.profile.name });
    return;
  }
  if (file && isDescription(found.profile.spec, file.path)) {
    await replyRefusal(reply, 'descriptionKept', { file: file.path, profile: found.profile.name });
    return;
  }
  // nginx and a disc's reader open the file themselves.
  const mayArrive = isWhole && needs.accelRedirect === '';
  await using brought =
    file && (await bringImageFile(needs.brought, found.profile.folder, file.path, mayArrive));
  if (brought?.kind === 'away') {
    request.log.error(brought.error, `fetching ${file?.path} failed`);
    await replyRefusal(reply.header('retry-after', '2'), 'fileElsewhere', { file: remainder.slice(0, 100) });
    return;
  }
  await send(request, reply, needs, found, remainder, brought?.arriving);
}

/** The file of the profile that is asked for, whole or, of what is on a disc, the disc. */
function fileNamed({ files }: ServedImage['profile'], remainder: string) {
  const asked = parseImagePath(remainder);
  const name = asked.kind === 'refused' ? null : asked.segments.join('/');
  const file = files.find(({ path }) => path === name || name?.startsWith(`${path}/`));
  return { file, isWhole: file?.path === name };
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  needs: ImageNeeds,
  { profile, bearer }: ServedImage,
  remainder: string,
  arriving: ImageFile | undefined,
): Promise<void> {
  const folder = join(needs.imagesFolder, profile.folder);
  const gate = bearer && ((file: ImageFile) => startGate(needs.database, bearer.boot.number, file, profile));
  const handed = { ...needs, location: needs.accelRedirect };
  if (await handOver(handed, request, reply, { folder, remainder, gate })) return;
  reply.hijack();
  const outcome = await serveImageFile(needs, request.raw, reply.raw, {
    ...{ folder, remainder, arriving, gate },
    credit: bearer && ((file) => creditAndTell(needs, bearer, file)),
  });
  const file = `${profile.name}/${remainder}`;
  if (outcome.kind === 'broken') request.log.error(outcome.error, `serving ${file} failed`);
  if (outcome.kind === 'changed')
    request.log.error(`serving ${file} was broken off: the file has changed since it was imported`);
  if (outcome.kind === 'gate-refused')
    request.log.warn(`serving ${file} was broken off: boot ${bearer?.boot.number} may not start its install`);
}

function creditAndTell(
  { ledger, onSent }: ImageNeeds,
  { boot, machine }: BootBearer,
  { name, sizeBytes }: ImageFile,
): TransferHooks {
  const { onProgress, ...hooks } = ledger.credit(boot.number, name, sizeBytes);
  return {
    ...hooks,
    onProgress: (sentBytes, fromByte) => {
      onProgress?.(sentBytes, fromByte);
      onSent(machine.id, sentBytes, sizeBytes);
    },
  };
}

/** Most of the image may leave only when it is on disk that this boot has started (rules 3 and 6). */
function startGate(
  database: Database,
  bootNumber: number,
  file: ImageFile,
  profile: ServedImage['profile'],
): Gate | undefined {
  const isImage = profile.files.some(({ path: own, role }) => role === 'image' && own === file.name);
  if (!isImage) return undefined;
  return {
    offset: Math.floor(file.sizeBytes / 2),
    pass: () =>
      database.write(function* () {
        const boot = yield* findBoot(bootNumber);
        const bearer = boot && (yield* bearerOf(boot));
        return bearer !== undefined && (yield* startBoot(bearer, profile)) === undefined;
      }),
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
