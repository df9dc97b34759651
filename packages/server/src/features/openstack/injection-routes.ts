import { mediumFirmwares, type MediumFirmware } from '@netberth/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { printable } from '../../platform/printable.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import type { MediumMaker } from '../media/medium-maker.ts';
import { sendPlan } from '../media/send-plan.ts';

export type InjectionNeeds = {
  readonly mediumMaker: MediumMaker;
  readonly bootUrl: string | null;
  readonly now: () => number;
};

const waitSeconds = 90;
type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * `/openstack/boot.iso`: the boot ISO of an instance whose network comes with the request, so that Glance can
 * `web-download` it. It holds nothing but that network and the URL of this server: no key, and nothing of any machine.
 */
export function injectionRoutes(plane: FastifyInstance, needs: InjectionNeeds): void {
  plane.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/openstack/boot.iso',
    handler: (request, reply) => serve(request, reply, needs),
  });
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  { mediumMaker, bootUrl, now }: InjectionNeeds,
): Promise<FastifyReply> {
  const query = request.query as Query;
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const refuse = (why: string) => replyRefusal(reply, 'injectionRefused', { why: printable(why, 500) });
  // Media are made rarely: what makes them is loaded then.
  const [{ readInjectedNetwork }, { parseMediumWay }] = await Promise.all([
    import('./injected-network.ts'),
    import('@netberth/media'),
  ]);
  const read = readInjectedNetwork(query, body);
  if (read.kind === 'refused') return refuse(read.problem);
  const firmware = firmwareOf(query['firmware']);
  if (firmware === null) return refuse(`firmware is not one of ${mediumFirmwares.join(', ')}`);
  const way = parseMediumWay({ ...read.network, bootUrl: serverUrlOf(request.raw, bootUrl) });
  if (way.kind === 'refused')
    return refuse(way.problems.map(({ field, message }) => `${field}: ${message}`).join('; '));
  const { network, target } = way;
  const row = { name: 'boot', network, target };
  const menu = query['menu'] !== undefined;
  const shape = { firmware, format: 'iso', label: 'NETBERTH', menu, wait: waitSeconds } as const;
  const image = await mediumMaker.imageOfRow(row, shape);
  if (image.kind === 'refused')
    return replyRefusal(reply, 'injectionBroken', { why: image.problems[0]?.message ?? 'unknown' });
  return sendPlan(request, reply, image.plan, { file: 'boot.iso', lastModifiedMs: now(), now });
}

/** Null: none that there is. */
function firmwareOf(asked: string | string[] | undefined): MediumFirmware[] | null {
  const words = [asked ?? 'bios,uefi'].flat().flatMap((text) => text.split(','));
  const known = mediumFirmwares.filter((each) => words.includes(each));
  return known.length === new Set(words).size ? known : null;
}
