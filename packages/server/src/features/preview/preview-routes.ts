import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hasErrorCode } from '../../platform/error-code.ts';
import { reachOf } from '../../commands/actor.ts';
import type { Actor } from '../../commands/actor.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MediumMaker } from '../media/medium-maker.ts';
import { previewMedium } from './preview-medium.ts';

export type PreviewRoutesNeeds = {
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>;
  readonly mediumMaker: MediumMaker;
  readonly data: string;
  /** Where Debian's package puts the BIOS; tests name another. */
  readonly biosFolder?: string;
};

/** What a PC starts with: SeaBIOS, by the names of Debian's package. */
const biosFiles = ['bios.bin', 'vgabios-stdvga.bin'];

/** What the emulator of the console is made of: a medium for its network, and a BIOS. */
export function previewRoutes(
  plane: FastifyInstance,
  { authenticate, mediumMaker, data, biosFolder = '/usr/share/seabios' }: PreviewRoutesNeeds,
): void {
  const serve = (path: string, read: (request: FastifyRequest) => Promise<Buffer>) =>
    plane.get(`/api/v1/menu/preview/${path}`, async (request, reply) => {
      demandReader(await authenticate(request));
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'no-store')
        .send(await read(request));
    });
  serve(
    'medium.iso',
    async ({ query }) => await mediumImage(mediumMaker, Object.hasOwn(query as object, 'menu')),
  );
  for (const name of biosFiles)
    serve(name, async () => await readBios([join(data, 'firmware', name), join(biosFolder, name)]));
}

function demandReader(actor: Actor | undefined): void {
  if (actor === undefined) throw new CommandRefused('notSignedIn', {});
  const permission = 'machine:read';
  if (reachOf(actor, permission).length > 0) return;
  throw new CommandRefused('notAllowed', { command: 'menu preview', permission, actor: actor.name });
}

/** No medium has this number. */
const noMedium = 0;

async function mediumImage(mediumMaker: MediumMaker, menu: boolean): Promise<Buffer> {
  const image = await mediumMaker.imageOf({ id: noMedium, text: previewMedium(menu) }, null);
  if (image.kind === 'refused')
    throw new CommandRefused('noPreviewMedium', {
      why: image.problems.map(({ message }) => message).join('; '),
    });
  const { streamPlan } = await import('@netberth/disk-image');
  return await buffer(Readable.from(streamPlan(image.plan)));
}

/** The first that is there. */
async function readBios(files: readonly string[]): Promise<Buffer> {
  for (const file of files) {
    try {
      return await readFile(file);
    } catch (error) {
      if (!hasErrorCode(error, 'ENOENT')) throw error;
    }
  }
  throw new CommandRefused('noPreviewBios', { files: files.join(', ') });
}
