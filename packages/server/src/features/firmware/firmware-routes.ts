import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import type { FileSources } from '../images/file-source.ts';
import { serveImageFile } from '../images/serve-image-file.ts';
import { autoexecScript } from './autoexec-script.ts';
import type { FirmwareFolder } from './firmware-folder.ts';

export type FirmwareNeeds = {
  readonly folder: FirmwareFolder;
  readonly sources: FileSources;
  readonly bootUrl: string | null;
  readonly now: () => number;
};

/** `/firmware/<file>`: loaders for UEFI HTTP boot, and the script that iPXE looks for beside them. */
export function firmwareRoutes(plane: FastifyInstance, needs: FirmwareNeeds): void {
  const method = ['GET', 'HEAD'];
  plane.route({
    method,
    url: '/firmware/autoexec.ipxe',
    handler: (request, reply) => replyText(reply, autoexecScript([serverUrlOf(request.raw, needs.bootUrl)])),
  });
  plane.route({ method, url: '/firmware/*', handler: (request, reply) => serve(request, reply, needs) });
}

/** Taken from the URL as it came; none of the names we serve has anything encoded in it. */
async function serve(request: FastifyRequest, reply: FastifyReply, needs: FirmwareNeeds): Promise<void> {
  const [, file = ''] = /^\/firmware\/([^?]*)/.exec(request.raw.url ?? '') ?? [];
  if (needs.folder.manifest?.files.some((known) => known.file === file) !== true) {
    await replyRefusal(reply, 'noFirmware', { file: file.slice(0, 100) });
    return;
  }
  reply.hijack();
  const target = { folder: needs.folder.path, remainder: file };
  const outcome = await serveImageFile(needs, request.raw, reply.raw, target);
  if (outcome.kind === 'broken') request.log.error(outcome.error, `serving firmware ${file} failed`);
}
