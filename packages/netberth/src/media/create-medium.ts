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
export async function createMedium(asked: ImageAsked, data: string): Promise<Created> {
  if (asked.replace)
    throw new Failure('--replace needs --machine: it revokes the other media of that machine');
  const format = formatOf(asked);
  const { order, warnings } = orderOf(asked, format);
  const read = await readLoaders(data, asked.firmware);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const plan = planMedium(order, asked, format, read.loaders);
  const written = await write(plan, asked.output);
  const { firmware } = asked;
  const medium = order.id;
  return { file: resolve(asked.output), ...written, medium, format, firmware, replaced: [], warnings };
}

/** What `create` makes of an image; disks of virtual machines and folders are made of it, or beside it. */
export type ImageAsked = Omit<Asked, 'format'> & { readonly format?: MediumFormat | undefined };

/** As the name of the file says: `.img` is for a stick. */
export function formatOf({ format, output }: ImageAsked): MediumFormat {
  return format ?? (output.endsWith('.img') ? 'usb' : 'iso');
}

/** The script of a medium that no server has numbered, and what is odd about its network. */
export function orderOf(
  asked: Omit<Asked, 'format'>,
  format: MediumOrder['format'],
): { order: MediumOrder; warnings: string[] } {
  const { ip, gateway, dns, vlan = null, mac = null, bootUrl = null } = asked;
  const way = parseMediumWay({ ip, gateway, dns, vlan, mac, bootUrl });
  if (way.kind === 'refused')
    throw refuseMedia(way.problems.map(({ field, message }) => `--${flagName(field)}: ${message}`));
  const order = offlineOrder({
    format,
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

function planMedium(order: MediumOrder, asked: ImageAsked, format: MediumFormat, loaders: Loaders): Plan {
  const lacks = firmwareLacks(order, loaders.abilities);
  if (lacks.length > 0) throw refuseMedia(lacks);
  const { firmware: firmwares, label } = asked;
  const template = planTemplate({ firmwares, format, label, loaders: loaders.files });
  const isFull = template.kind === 'refused' && template.problems.some(({ kind }) => kind === 'image-full');
  if (isFull)
    throw refuseMedia([`a floppy has no room for all of --firmware ${firmwares.join(',')}: name fewer`]);
  return expectPlan(fillMedium(expectPlan(template), order));
}

async function write(plan: Plan, path: string) {
  try {
    return await writeImageFile(plan, path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(`Cannot write ${path}: ${error.message}`, { cause: error });
  }
}
