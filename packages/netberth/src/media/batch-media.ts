import { resolve } from 'node:path';
import type { Plan } from '@netberth/disk-image';
import {
  fillMedium,
  firmwareLacks,
  planTemplate,
  type MediaRow,
  type MediumOrder,
  type WayText,
} from '@netberth/media';
import { readLoaders, type Loaders } from '@netberth/media/node';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { startBatchProgress } from './batch-progress.ts';
import { openFolderSink } from './folder-sink.ts';
import type { mediaBatch } from './media-definitions.ts';
import type { MediaSink } from './media-sink.ts';
import { offlineOrder } from './offline-order.ts';
import { checkMediaList, mediaRows } from './read-media-list.ts';
import { expectPlan, refuseMedia } from './refuse-media.ts';
import { openZipSink } from './zip-sink.ts';

type Asked = z.output<typeof mediaBatch.input>;
type Made = z.output<typeof mediaBatch.output>;
type Workshop = { readonly asked: Asked; readonly loaders: Loaders; readonly template: Plan };

const manifestHeader = 'file,medium,ip,mac,size_bytes,sha256\n';

/** `media batch`: the list is read twice, once to find everything that is wrong with it, once to make the media. */
export async function batchMedia(asked: Asked, data: string, terminal: Terminal): Promise<Made> {
  const defaults = defaultsOf(asked);
  const { rows, warnings } = await checkMediaList(asked.list, defaults);
  const workshop = await openWorkshop(asked, data);
  const sink = asked.output.endsWith('.zip') ? openZipSink(asked.output) : await openFolderSink(asked.output);
  const progress = await startBatchProgress(terminal, rows);
  try {
    const sizeBytes = await makeAll(workshop, mediaRows(asked.list, defaults), sink, (made) =>
      progress.at(made),
    );
    progress.end();
    return { output: resolve(asked.output), media: rows, sizeBytes, warnings: [...warnings] };
  } catch (error) {
    progress.end();
    await sink.abandon();
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(`Cannot write ${asked.output}: ${error.message}`, { cause: error });
  }
}

async function makeAll(
  workshop: Workshop,
  rows: AsyncIterable<MediaRow>,
  sink: MediaSink,
  onMade: (made: number) => void,
): Promise<number> {
  const manifest = [manifestHeader];
  let sizeBytes = 0;
  for await (const row of rows) {
    const file = `${row.name}.${workshop.asked.format === 'usb' ? 'img' : 'iso'}`;
    const order = orderOf(row, workshop);
    const stored = await sink.put(file, expectPlan(fillMedium(workshop.template, order)));
    manifest.push(
      `${[file, order.id, addressesOf(row), row.network.mac ?? '', stored.sizeBytes, stored.sha256].join(',')}\n`,
    );
    sizeBytes += stored.sizeBytes;
    onMade(manifest.length - 1);
  }
  await sink.finish(manifest.join(''));
  return sizeBytes;
}

async function openWorkshop(asked: Asked, data: string): Promise<Workshop> {
  const read = await readLoaders(data, asked.firmware);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const { firmware: firmwares, format, label } = asked;
  const template = expectPlan(planTemplate({ firmwares, format, label, loaders: read.loaders.files }));
  return { asked, loaders: read.loaders, template };
}

function orderOf({ network, target, name }: MediaRow, { asked, loaders }: Workshop): MediumOrder {
  const order = offlineOrder({
    format: asked.format,
    network,
    target,
    goesTo: asked.menu ? 'menu' : 'bootstrap',
    waitSeconds: asked.wait,
  });
  const lacks = firmwareLacks(order, loaders.abilities);
  if (lacks.length > 0) throw refuseMedia(lacks.map((lack) => `${name}: ${lack}`));
  return order;
}

function addressesOf({ network: { ipv4, ipv6 } }: MediaRow): string {
  return [ipv4, ipv6]
    .flatMap((way) =>
      way === null ? [] : [way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind],
    )
    .join(' ');
}

function defaultsOf(asked: Asked): WayText {
  const { gateway, dns, vlan = null, bootUrl = null } = asked;
  return { ip: [], gateway, dns, vlan, mac: null, bootUrl };
}
