import { change, now, readAll, statement } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';

const allRows = statement()((query) => query.selectFrom('applied_configuration').selectAll());
const deleteRow = statement<{ kind: string; name: string }>()((query, { kind, name }) =>
  query.deleteFrom('applied_configuration').where('kind', '=', kind).where('name', '=', name),
);
const insertRow = statement<{ kind: string; name: string; digest: string; atMs: number }>()(
  (query, { kind, name, digest, atMs }) =>
    query.insertInto('applied_configuration').values({ kind, name, digest, applied_at_ms: atMs }),
);

export type Applied = { readonly digest: string; readonly atMs: number };

/** What folders said when they were applied last, by {@link appliedKey}. */
export function* readApplied(): Reading<ReadonlyMap<string, Applied>> {
  const rows = yield* readAll(allRows, {});
  return new Map(
    rows.map(({ kind, name, digest, applied_at_ms }) => [
      appliedKey(kind, name),
      { digest, atMs: applied_at_ms },
    ]),
  );
}

export function appliedKey(kind: string, name: string): string {
  return `${kind}\0${name}`;
}

export function* putApplied(kind: string, name: string, digest: string): Writing<void> {
  yield* removeApplied(kind, name);
  yield* change(insertRow, { kind, name, digest, atMs: yield* now() });
}

export function* removeApplied(kind: string, name: string): Writing<void> {
  yield* change(deleteRow, { kind, name });
}
