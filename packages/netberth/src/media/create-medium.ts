import { resolve } from 'node:path';
import type { MediumFormat } from '@netberth/api';
import type { Plan } from '@netberth/disk-image';
import { fillMedium, firmwareLacks, parseMediumWay, planTemplate, type MediumOrder } from '@netberth/media';
import { offlineOrder, readLoaders, writeImageFile, type Loaders } from '@netberth/media/node';
import type { z } from 'zod';
import { flagName } from '../command-line/flag-name.ts';
import { Failure } from '../failure.ts';
import type { mediaCreate } from './media-definitions.ts';
import { expectPlan, refuseMedia } from './refuse-media.ts';

type Asked = z.output<typeof mediaCreate.input>;
type Created = z.output<typeof mediaCreate.output>;

/** `media create` without a machine: everything that it needs lies in the firmware folder. */
export async function createMedium(asked: Asked, data: string): Promise<Created> {
  if (asked.replace)
    throw new Failure('--replace needs --machine: it revokes the other media of that machine');
  const { order, warnings } = orderOf(asked);
  const read = await readLoaders(data, asked.firmware);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const plan = planMedium(order, asked, read.loaders);
  const written = await write(plan, asked.output);
  const { format, id: medium } = order;
  const { firmware } = asked;
  return { file: resolve(asked.output), ...written, medium, format, firmware, replaced: [], warnings };
}

/** A file that is called so is for a stick. */
export function formatOf({ format, output }: Asked): MediumFormat {
  return format ?? (output.endsWith('.img') ? 'usb' : 'iso');
}

function orderOf(asked: Asked): { order: MediumOrder; warnings: string[] } {
  const { ip, gateway, dns, vlan = null, mac = null, bootUrl = null } = asked;
  const way = parseMediumWay({ ip, gateway, dns, vlan, mac, bootUrl });
  if (way.kind === 'refused')
    throw refuseMedia(way.problems.map(({ field, message }) => `--${flagName(field)}: ${message}`));
  const order = offlineOrder({
    format: formatOf(asked),
    network: way.network,
    target: way.target,
    goesTo: asked.menu ? 'menu' : 'bootstrap',
    waitSeconds: asked.wait,
  });
  return {
    order,
    warnings: way.warnings.map(({ field, message }) => `--${flagName(field)}: ${message}`),
  };
}

function planMedium(order: MediumOrder, asked: Asked, loaders: Loaders): Plan {
  const lacks = firmwareLacks(order, loaders.abilities);
  if (lacks.length > 0) throw refuseMedia(lacks);
  const { firmware: firmwares, label } = asked;
  const template = expectPlan(
    planTemplate({ firmwares, format: order.format, label, loaders: loaders.files }),
  );
  return expectPlan(fillMedium(template, order));
}

async function write(plan: Plan, path: string) {
  try {
    return await writeImageFile(plan, path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(`Cannot write ${path}: ${error.message}`, { cause: error });
  }
}
