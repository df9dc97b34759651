/** One page of rows that were all read, in the order of their ids. */
export function pageOf<Row extends { readonly id: number }>(
  rows: readonly Row[],
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): { readonly page: readonly Row[]; readonly next: number | null } {
  const left = rows.filter(({ id }) => id > after);
  const page = left.slice(0, limit);
  return { page, next: left.length > limit ? (page.at(-1)?.id ?? null) : null };
}
