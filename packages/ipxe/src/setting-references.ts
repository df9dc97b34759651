/** One `${…}` of a word; `index` is where its `$` stands. A name that is itself partly expanded is `null`. */
export type SettingReference = { readonly name: string | null; readonly index: number };

/** What a word refers to, and where a `${` is never closed (null when all are). */
export type References = {
  readonly references: readonly SettingReference[];
  readonly unterminatedAt: number | null;
};

/**
 * Find the references in one word as expand_settings() of src/core/settings.c does: always the innermost `${…}`
 * next, then the result is scanned again. A `}` that closes nothing and a `${` that nothing closes are plain text.
 */
export function settingReferences(text: string): References {
  const references: SettingReference[] = [];
  const open: { start: number; isNested: boolean }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (text.startsWith('${', index)) open.push({ start: index, isNested: false });
    else if (text[index] === '}') {
      const closed = open.pop();
      if (closed === undefined) continue;
      references.push({
        name: closed.isNested ? null : text.slice(closed.start + 2, index),
        index: closed.start,
      });
      const outer = open.at(-1);
      if (outer !== undefined) outer.isNested = true;
    }
  }
  return { references, unterminatedAt: open[0]?.start ?? null };
}
