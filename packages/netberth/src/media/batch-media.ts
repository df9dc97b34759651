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
import {
  checkMediaList,
  mediaRows,
  offlineOrder,
  readLoaders,
  type ListSource,
  type Loaders,
  type MadeMedia,
  type ManyMedia,
  type NamedMedium,
} from '@netberth/media/node';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import { queryCsv, type ForeignQuery } from '../import/query-csv.ts';
import type { Terminal } from '../terminal.ts';
import { youngGeneration } from '../young-generation.ts';
import { startCountProgress } from '../progress/count-progress.ts';
import { countedMedia } from './counted-media.ts';
import { batchTargetOf, writeBatch, type BatchTarget } from './batch-target.ts';
import { demandRoom } from './demand-room.ts';
import { listFile } from './list-file.ts';
import type { mediaBatch } from './media-definitions.ts';
import { expectPlan, refuseMedia } from './refuse-media.ts';

type Asked = Omit<z.output<typeof mediaBatch.input>, 'list' | 'from' | 'query' | 'map'> & {
  readonly list: string | ForeignQuery;
};
type Made = z.output<typeof mediaBatch.output>;
const toldRows = 100_000;
type Workshop = { readonly asked: Asked; readonly loaders: Loaders; readonly template: Plan };

/** `media batch`: the list is read twice, once to find everything that is wrong with it, once to make the media. */
export async function batchMedia(asked: Asked, data: string, terminal: Terminal): Promise<Made> {
  const defaults = defaultsOf(asked);
  const target = await batchTargetOf(asked.output);
  const workshop = await openWorkshop(asked, data);
  youngGeneration.keepSmall();
  const list = await listOf(asked.list);
  const checked = await checkMediaList(list, defaults, (rows) => tellChecked(terminal, rows));
  if (checked.kind === 'refused') throw refuseMedia(checked.problems);
  const { rows, warnings } = checked;
  await demandRoom(target, rows * workshop.template.sizeBytes);
  const sizeBytes = await write(mediaOf(mediaRows(list, defaults), workshop), target, { terminal, rows });
  return { output: resolve(asked.output), media: rows, sizeBytes, warnings: [...warnings] };
}

async function listOf(list: Asked['list']): Promise<ListSource> {
  if (typeof list === 'string') return await listFile(list);
  return { name: 'the query', open: () => queryCsv(list) };
}

/** A list that is so long that its check takes seconds. */
function tellChecked({ err }: Terminal, rows: number): void {
  if (rows % toldRows === 0) err.write(`checked ${rows} rows\n`);
}

/** @returns the bytes of all media */
async function write(
  media: ManyMedia,
  target: BatchTarget,
  { terminal, rows }: { readonly terminal: Terminal; readonly rows: number },
): Promise<number> {
  const progress = await startCountProgress(terminal, rows, countedMedia);
  let made: MadeMedia = { media: 0, sizeBytes: 0 };
  try {
    await writeBatch(media, target, (so) => {
      made = so;
      progress.at(so.media);
    });
    return made.sizeBytes;
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(
      `Cannot write ${target.path}: ${error.message}\n${whatIsLeft(target, made.media, rows)}`,
      {
        cause: error,
      },
    );
  } finally {
    progress.end();
  }
}

function whatIsLeft({ kind }: BatchTarget, made: number, rows: number): string {
  const so = `It ended after ${made} of ${rows} media`;
  switch (kind) {
    case 'zip':
      return `${so}; nothing of the ZIP file is left, and one that was there before is as it was.`;
    case 'folder':
      return `${so}; those are whole, and there is no manifest.csv for them.`;
    case 'pipe':
      return `${so}; what was sent is no ZIP file.`;
  }
}

async function* mediaOf(rows: AsyncIterable<MediaRow>, workshop: Workshop): AsyncGenerator<NamedMedium> {
  for await (const row of rows) {
    const order = orderOf(row, workshop);
    yield { name: row.name, order, plan: expectPlan(fillMedium(workshop.template, order)) };
  }
}

async function openWorkshop(asked: Asked, data: string): Promise<Workshop> {
  const read = await readLoaders(data, asked.firmware);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const { firmware: firmwares, format, volume: label } = asked;
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

function defaultsOf(asked: Asked): WayText {
  const { gateway, dns, vlan = null, bootUrl = null } = asked;
  return { ip: [], gateway, dns, vlan, mac: null, bootUrl };
}
