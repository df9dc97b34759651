import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Writing } from '../../database/work.ts';
import { replyRefusal, replyText } from '../../platform/plain-reply.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { findProfile } from '../profiles/profile-store.ts';
import { findBearer, whyNotServed } from '../provisioning/boot-bearer.ts';
import { bearerIn } from '../provisioning/callback-routes.ts';
import { startBoot } from '../provisioning/start-boot.ts';
import { NotGzip, type CaptureFolder } from './capture-folder.ts';
import type { CaptureStart, CapturingSpec } from './capture-record.ts';

export type CaptureNeeds = {
  readonly database: Database;
  readonly captures: CaptureFolder;
  readonly now: () => number;
};

/** `/capture`: a machine that was granted a profile which captures sends its disk. */
export function captureRoutes(plane: FastifyInstance, needs: CaptureNeeds): void {
  void plane.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Disks are large: the body is a stream, written as it comes.
    scope.addContentTypeParser('*', (_, body, done) => done(null, body));
    scope.route({
      method: ['PUT', 'POST'],
      url: '/capture',
      config: { hasLongBody: true },
      handler: (request, reply) => receive(request, reply, needs),
    });
  });
}

/** A request without a body has none to read. */
function bodyOf({ body }: FastifyRequest): Readable {
  return body instanceof Readable ? body : Readable.from([]);
}

type Begun =
  | { readonly kind: 'begun'; readonly start: CaptureStart }
  | { readonly kind: 'over'; readonly boot: number; readonly why: string }
  | { readonly kind: 'captures-nothing'; readonly profile: string };

async function receive(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, captures, now }: CaptureNeeds,
): Promise<FastifyReply> {
  const who = bearerIn(request);
  if (who === undefined) return replyRefusal(reply, 'missingId', { path: '/capture?id=ID&bootid=BOOTID' });
  const begun = await database.write(() => begin(who.machineId, who.bootId));
  if (begun === undefined) return replyRefusal(reply, 'wrongBootId', { machine: who.machineId });
  if (begun.kind === 'over') return replyRefusal(reply, 'bootOver', { boot: begun.boot, why: begun.why });
  if (begun.kind === 'captures-nothing')
    return replyRefusal(reply, 'capturesNothing', { profile: begun.profile });
  try {
    const { sizeBytes } = await captures.receive(begun.start, bodyOf(request), now);
    return await replyText(reply, `machine ${who.machineId}: ${sizeBytes} bytes of its disk are here\n`);
  } catch (error) {
    if (error instanceof NotGzip) return replyRefusal(reply, 'captureUnreadable', { why: error.message });
    throw error;
  }
}

/** From here on the boot counts as started: what is captured has been generalised, and is not to be so twice by accident. */
function* begin(machineId: number, bootId: string): Writing<Begun | undefined> {
  const bearer = yield* findBearer(machineId, bootId);
  if (bearer === undefined) return undefined;
  const { boot } = bearer;
  const profile = boot.profile === null ? undefined : yield* findProfile(boot.profile);
  const spec = profile && capturingSpec(profile);
  if (profile === undefined || spec === undefined)
    return { kind: 'captures-nothing', profile: boot.profile ?? 'disk' };
  const why = whyNotServed(bearer, profile) ?? (yield* startBoot(bearer, profile));
  if (why !== undefined) return { kind: 'over', boot: boot.number, why };
  const booted = bootedFiles(spec);
  const files = profile.files.filter(({ path }) => booted.includes(path));
  const { name, folder } = profile;
  return {
    kind: 'begun',
    start: { machineId, bootNumber: boot.number, profile: name, folder, spec, files },
  };
}

function capturingSpec({ spec }: ProfileRecord): CapturingSpec | undefined {
  if (spec.method === 'linux') return spec.captures === true ? spec : undefined;
  return spec.method === 'live' && spec.task === 'capture' ? spec : undefined;
}

function bootedFiles(spec: CapturingSpec): readonly string[] {
  return spec.method === 'linux' ? [spec.kernel, ...spec.initrds] : [spec.kernel, spec.initrd, spec.root];
}
