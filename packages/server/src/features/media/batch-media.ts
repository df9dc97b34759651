import type { NamedMedium } from '@netberth/media/node';
import type { Database } from '../../database/work.ts';
import type { BatchRecord, ListOrder } from './batch-record.ts';
import { mediaOfBatch } from './batch-store.ts';
import { listText } from './list-text.ts';
import type { MediumMaker, MediumImage } from './medium-maker.ts';
import { batchedToken, mediumKey } from './medium-key.ts';

/** What the media of a batch are made of. `token`: of the URL of the batch. */
export type BatchTools = {
  readonly database: Database;
  readonly mediumMaker: MediumMaker;
  readonly token: string;
};

const readAtOnce = 200;

/**
 * The media of a batch, each made when it is wanted; those that were revoked are left out.
 * @throws Error when one cannot be made any more: the firmware has changed since it was promised
 */
export function batchMedia({ id, order }: BatchRecord, tools: BatchTools): AsyncGenerator<NamedMedium> {
  return order.kind === 'list' ? ofList(order, tools) : ofMachines(id, tools);
}

async function* ofList({ list, defaults, shape }: ListOrder, { mediumMaker }: BatchTools) {
  const { mediaRows } = await import('@netberth/media/node');
  for await (const row of mediaRows(listText(list), defaults))
    yield named(row.name, await mediumMaker.imageOfRow(row, shape));
}

async function* ofMachines(batchId: number, { database, mediumMaker, token }: BatchTools) {
  const names = new Set<string>();
  for (let after = 0; ;) {
    const first = after;
    const media = await database.read(() => mediaOfBatch(batchId, first, readAtOnce));
    for (const medium of media) {
      const key = mediumKey(batchedToken(token, medium.machineId));
      yield named(nameOf(medium, names), await mediumMaker.imageOf(medium, key));
      after = medium.id;
    }
    if (media.length < readAtOnce) return;
  }
}

/** Two machines may have one host name; no two files can. */
function nameOf(
  { machineId, hostname }: { readonly machineId: number; readonly hostname: string | null },
  names: Set<string>,
): string {
  const wanted = hostname ?? `machine-${machineId}`;
  const name = names.has(wanted) ? `${wanted}-${machineId}` : wanted;
  names.add(name);
  return name;
}

function named(name: string, image: MediumImage): NamedMedium {
  if (image.kind === 'refused')
    throw new Error(`cannot make the medium ${name}: ${image.problems[0]?.message ?? 'unknown'}`);
  return { name, order: image.order, plan: image.plan };
}
