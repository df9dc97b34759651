import { createHash } from 'node:crypto';
import type { BootCount } from '@netberth/usage';
import { change, readQuery, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

/** Where boots were counted: in access logs that were imported, or by this server as it served them. */
export type CountSource = 'logs' | 'server';
export type CountGroup = 'product' | 'version' | 'arch' | 'firmware' | 'country' | 'day';
export type Wanted = {
  readonly by: CountGroup;
  /** Of UTC, `2026-11-21`. */
  readonly since: string;
  readonly product: string | undefined;
  readonly source: CountSource | undefined;
};

const shownRows = 1000;

const addTo = statement<{ key: string; boots: number }>()((query, { key, boots }) =>
  query
    .updateTable('boot_counts')
    .set(({ eb }) => ({ boots: eb('boots', '+', boots) }))
    .where('key', '=', key),
);
const insertRow = statement<BootCount & { key: string; source: string }>()((query, row) =>
  query.insertInto('boot_counts').values({
    ...{ key: row.key, source: row.source, day: row.day, product: row.product, version: row.version },
    ...{ arch: row.arch, firmware: row.firmware, country: row.country, boots: row.boots },
  }),
);

/** What was counted before stays, and these come on top. */
export function* addBootCounts(counts: readonly BootCount[], source: CountSource): Writing<void> {
  for (const count of counts) {
    const key = keyOf(count, source);
    const added = yield* change(addTo, { key, boots: count.boots });
    if (added === 0) yield* change(insertRow, { ...count, key, source });
  }
}

function keyOf({ day, product, version, arch, firmware, country }: BootCount, source: CountSource): string {
  const parts = [source, day, product, version, arch, firmware, country];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** Most boots first; days in their order. */
export function* countBoots(wanted: Wanted): Reading<readonly { name: string; boots: number }[]> {
  const { by, since, product, source } = wanted;
  const rows = yield* readQuery((query) => {
    const counted = query
      .selectFrom('boot_counts')
      .select([by, ({ fn }) => fn.sum<number | string>('boots').as('total')])
      .where('day', '>=', since)
      .$if(product !== undefined, (chosen) => chosen.where('product', '=', product ?? ''))
      .$if(source !== undefined, (chosen) => chosen.where('source', '=', source ?? ''))
      .groupBy(by);
    const ordered = by === 'day' ? counted.orderBy('day') : counted.orderBy('total', 'desc').orderBy(by);
    return ordered.limit(shownRows);
  });
  // Sums are text on some databases.
  return rows.map((row) => ({ name: row[by] ?? '', boots: Number(row.total) }));
}

/** Boots by product and day, for what is popular. */
export function* bootsByProductAndDay(
  since: string,
): Reading<readonly { day: string; product: string; boots: number }[]> {
  const rows = yield* readQuery((query) =>
    query
      .selectFrom('boot_counts')
      .select(['day', 'product', ({ fn }) => fn.sum<number | string>('boots').as('total')])
      .where('day', '>=', since)
      .groupBy(['day', 'product']),
  );
  return rows.map(({ day, product, total }) => ({ day, product, boots: Number(total) }));
}
