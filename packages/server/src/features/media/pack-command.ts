import { setImmediate } from 'node:timers/promises';
import { mediaPack } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { ListOrder } from './batch-record.ts';
import { listText } from './list-text.ts';
import type { MediumMaker } from './medium-maker.ts';
import { mediumRefusal } from './medium-refusal.ts';
import { batchUrl, newMediumToken } from './medium-url.ts';
import { packMedia } from './pack-media.ts';

/** Other requests are answered in between. */
const rowsAtOnce = 200;

/** What was found right of a list. */
type Checked = { readonly media: number; readonly sizeBytes: number; readonly warnings: readonly string[] };

/** @param setting `bootUrl`, for rows that say no other */
export function packCommand(mediumMaker: MediumMaker, setting: string | null): CommandHandler {
  return handleWriteWithFiles(
    mediaPack,
    async (asked) => {
      const order = orderOf(asked, setting);
      const checked = await check(order, mediumMaker);
      const token = newMediumToken();
      return { value: { order, checked, token }, discard: async () => undefined };
    },
    function* (asked, actor, { order, checked: { warnings, ...made }, token }) {
      const packed = yield* packMedia({ order, ...made, createdBy: actor.name }, token);
      const output = { ...packed, ...batchUrl(token, asked.bootUrl ?? setting), warnings: [...warnings] };
      return { output, target: `media-batch:${packed.id}`, before: null, after: packed };
    },
  );
}

function orderOf(asked: InputOf<typeof mediaPack>, setting: string | null): ListOrder {
  const { document, gateway, dns, vlan = null, bootUrl, firmware, format, menu, wait, volume } = asked;
  return {
    kind: 'list',
    list: document,
    defaults: { ip: [], gateway, dns, vlan, mac: null, bootUrl: bootUrl ?? setting },
    shape: { firmware, format, menu, wait, label: volume },
  };
}

/** Makes every medium once before any is promised. */
async function check({ list, defaults, shape }: ListOrder, mediumMaker: MediumMaker): Promise<Checked> {
  const { checkMediaList, mediaRows } = await import('@netberth/media/node');
  const source = listText(list);
  const checked = await checkMediaList(source, defaults);
  if (checked.kind === 'refused')
    throw mediumRefusal(checked.problems.map((message) => ({ field: 'document', message })));
  let [made, sizeBytes] = [0, 0];
  for await (const row of mediaRows(source, defaults)) {
    const image = await mediumMaker.imageOfRow(row, shape);
    if (image.kind === 'refused') {
      const [{ field, message } = { field: 'document', message: 'cannot be made' }] = image.problems;
      throw mediumRefusal([{ field, message: `${row.name}: ${message}` }]);
    }
    made += 1;
    sizeBytes += image.plan.sizeBytes;
    if (made % rowsAtOnce === 0) await setImmediate();
  }
  return { media: checked.rows, sizeBytes, warnings: checked.warnings };
}
