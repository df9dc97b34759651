import type { ChangedField } from '@netberth/api';

/** Something as flat text: `labels.rack` is `7`. What it does not have is not there. */
export type FieldView = Readonly<Record<string, string>>;

/** What a plan shows in place of a secret: never the value, only whether it changes. */
export const shownSecret = '(secret)';
export const shownChangedSecret = '(secret, changed)';

/** @param before null: it is new */
export function changedFields(before: FieldView | null, after: FieldView): ChangedField[] {
  const old = before ?? {};
  const names = [...new Set([...Object.keys(old), ...Object.keys(after)])];
  return names
    .filter((field) => old[field] !== after[field])
    .map((field) => ({ field, before: old[field] ?? null, after: after[field] ?? null }));
}
