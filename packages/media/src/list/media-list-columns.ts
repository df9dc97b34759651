/** The columns of a list of media, and what their cells hold; several values of a cell are separated by blanks. */
export const mediaListColumns = ['name', 'ip', 'gateway', 'dns', 'vlan', 'mac', 'boot_url'] as const;
export type MediaListColumn = (typeof mediaListColumns)[number];

export type MediaListHeader =
  | { readonly kind: 'header'; readonly columns: readonly MediaListColumn[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The first row of a list. Capitals and blanks around names do not matter; every column must be one we know. */
export function parseMediaListHeader(cells: readonly string[]): MediaListHeader {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const columns = names.flatMap((name) => mediaListColumns.filter((column) => column === name));
  const all = mediaListColumns.join(', ');
  const problems = [
    ...names
      .filter((name) => !mediaListColumns.some((column) => column === name))
      .map((name) => `"${name}" is no column: there are ${all}`),
    ...new Set(
      columns
        .filter((column, index) => columns.indexOf(column) !== index)
        .map((column) => `the column "${column}" is there twice`),
    ),
    ...(columns.includes('name') ? [] : [`the column "name" is missing: it names the files`]),
  ];
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'header', columns };
}
