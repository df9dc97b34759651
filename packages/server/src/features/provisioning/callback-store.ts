import type { Boot } from '@netberth/api';
import { insert, now, readFirst, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

type Callback = Boot['callbacks'][number];

const insertRow = statement<{ bootNumber: number; atMs: number; kind: string; detail: string }>()(
  (query, { bootNumber, atMs, kind, detail }) =>
    query.insertInto('callbacks').values({ boot_number: bootNumber, at_ms: atMs, kind, detail }),
  'id',
);

const countOf = statement<{ bootNumber: number; kind: string }>()((query, { bootNumber, kind }) =>
  query
    .selectFrom('callbacks')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('boot_number', '=', bootNumber)
    .where('kind', '=', kind),
);

/** An installer asks for a dozen files; who holds a boot id and asks without a pause fills no disk. */
const mostOfKind = 100;

/** Remember what a machine asked of or told about one of its boots. */
export function* recordCallback(bootNumber: number, kind: string, detail: string): Writing<void> {
  const told = yield* readFirst(countOf, { bootNumber, kind });
  if ((told?.count ?? 0) >= mostOfKind) return;
  yield* insert(insertRow, { bootNumber, atMs: yield* now(), kind, detail });
}

export function* callbacksOf(bootNumbers: readonly number[]): Reading<ReadonlyMap<number, Callback[]>> {
  const byBoot = new Map<number, Callback[]>(bootNumbers.map((number) => [number, []]));
  if (bootNumbers.length === 0) return byBoot;
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('callbacks')
      .selectAll()
      .where('boot_number', 'in', [...bootNumbers])
      .orderBy('id'),
  );
  for (const { boot_number, at_ms, kind, detail } of rows) {
    byBoot.get(boot_number)?.push({ at: isoTime(at_ms), kind, detail });
  }
  return byBoot;
}
