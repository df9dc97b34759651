import type { NamedMedium } from '@netberth/media/node';
import type { BatchRecord } from './batch-record.ts';
import { listText } from './list-text.ts';
import type { ImageMaker } from './medium-image.ts';

/**
 * The media of a batch, each made when it is wanted.
 * @throws Error when one cannot be made any more: the firmware has changed since it was promised
 */
export async function* batchMedia({ order }: BatchRecord, images: ImageMaker): AsyncGenerator<NamedMedium> {
  const { mediaRows } = await import('@netberth/media/node');
  const { list, defaults, shape } = order;
  for await (const row of mediaRows(listText(list), defaults)) {
    const image = await images.imageOfRow(row, shape);
    if (image.kind === 'refused')
      throw new Error(`cannot make the medium ${row.name}: ${image.problems[0]?.message ?? 'unknown'}`);
    yield { name: row.name, order: image.order, plan: image.plan };
  }
}
