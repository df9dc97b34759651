/** A line of a menu. One without a label is a gap: it is shown, and cannot be chosen. */
export type MenuItem = {
  readonly label: string | null;
  readonly text: string;
  /** iPXE's number of its shortcut; 0 is none. */
  readonly key: number;
  readonly isDefault: boolean;
  readonly isSecret: boolean;
};

/** Where the person is in a menu: the selected item, and the first one on the page. */
export type MenuPlace = { readonly current: number; readonly first: number };

/** The item that is selected when the menu opens; null for a menu in which nothing can be chosen. */
export function openingItem(items: readonly MenuItem[], wanted: string | null): number | null {
  const first = items.findIndex(({ label }) => label !== null);
  if (first === -1) return null;
  const preferred =
    wanted === null
      ? items.findLastIndex(({ label, isDefault }) => label !== null && isDefault)
      : items.findLastIndex(({ label }) => label === wanted);
  return preferred === -1 ? first : preferred;
}

/** The distance that a scroll key moves (src/hci/jumpscroll.c); 0 for any other key. */
export function scrollDistance(
  key: string,
  { current, first }: MenuPlace,
  count: number,
  rows: number,
): number {
  switch (key) {
    case 'Up':
      return -1;
    case 'Down':
      return 1;
    case 'PageUp':
      return first - current - 1;
    case 'PageDown':
      return first - current + rows;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return 0;
  }
}

/** Move, then go on in the same direction over gaps, and back from the ends. */
export function moveSelection(
  items: readonly Pick<MenuItem, 'label'>[],
  current: number,
  distance: number,
): number {
  let place = current;
  let move = distance;
  while (move !== 0) {
    const wanted = place + move;
    if (wanted < 0) {
      place = 0;
      move = 1;
    } else if (wanted >= items.length) {
      place = items.length - 1;
      move = -1;
    } else {
      place = wanted;
      move = move > 0 ? 1 : -1;
    }
    if (items[place]?.label !== null) break;
  }
  return place;
}

/** The first item of the page on which an item stands. */
export function pageOf(current: number, first: number, rows: number): number {
  if (current >= first && current < first + rows) return first;
  let page = first;
  while (page < current) page += rows;
  while (page > current) page -= rows;
  return page;
}
