import { streamPlan, type Plan } from '@netberth/disk-image';
import { fillMedium, firmwareLacks, parseMediumWay, planTemplate, type WayText } from '@netberth/media';
import { offlineOrder, readLoaders, type Loaders } from '@netberth/media/node';
import type { mediumFirmwareSchema } from '@netberth/api';
import type { z } from 'zod';
import { expectPlan, refuseMedia } from '../media/refuse-media.ts';

const chunkBytes = 1024 * 1024;

/** Where ISOs are made: what they have in common is assembled once. */
export type IsoWorkshop = { readonly loaders: Loaders; readonly template: Plan };

export type Iso = {
  readonly content: { readonly sizeBytes: number; readonly open: () => AsyncIterable<Uint8Array> };
  readonly medium: string;
  readonly warnings: readonly string[];
};

/** Throws a Failure when the firmware folder lacks what it takes. */
export async function openWorkshop(
  data: string,
  firmwares: readonly z.infer<typeof mediumFirmwareSchema>[],
): Promise<IsoWorkshop> {
  const read = await readLoaders(data, firmwares);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const template = planTemplate({ firmwares, format: 'iso', label: 'NETBERTH', loaders: read.loaders.files });
  return { loaders: read.loaders, template: expectPlan(template) };
}

/** The same way gives the same bytes. Throws a Failure that names every problem. */
export function makeIso(workshop: IsoWorkshop, way: WayText, goesTo: 'bootstrap' | 'menu'): Iso {
  const parsed = parseMediumWay(way);
  if (parsed.kind === 'refused')
    throw refuseMedia(parsed.problems.map(({ field, message }) => `${field}: ${message}`));
  const { network, target } = parsed;
  const order = offlineOrder({ format: 'iso', network, target, goesTo, waitSeconds: 90 });
  const lacks = firmwareLacks(order, workshop.loaders.abilities);
  if (lacks.length > 0) throw refuseMedia(lacks);
  const plan = expectPlan(fillMedium(workshop.template, order));
  return {
    content: { sizeBytes: plan.sizeBytes, open: () => pieces(plan) },
    medium: order.id,
    warnings: parsed.warnings.map(({ field, message }) => `${field}: ${message}`),
  };
}

async function* pieces(plan: Plan): AsyncGenerator<Uint8Array> {
  yield* streamPlan(plan, { chunkBytes });
}
