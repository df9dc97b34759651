import type { MenuChoice, MenuEntry, MenuProduct, menuList, OutputOf } from '@netberth/api';
import { architectures, listResolutions, loadedBy } from '@netberth/catalogue';
import type { ListedResolution, Product } from '@netberth/catalogue';
import type { MenuContent, MenuSource } from '../catalogue/menu-content.ts';

/** The whole menu in short. `problems`: what is wrong with the entries of the site. */
export function viewMenu(
  { catalogue, shown, pinned, defaultEntry, timeoutMs }: MenuContent,
  hidden: readonly string[],
  problems: readonly string[],
): OutputOf<typeof menuList> {
  const shownIds = new Set(shown.products.map(({ id }) => id));
  const pinnedIds = new Set(pinned.map(({ id }) => id));
  return {
    sections: catalogue.sections.map(({ id, name }) => ({ id, name })),
    products: catalogue.products.map((product) => viewEntry(product, { shownIds, pinnedIds, hidden })),
    problems: [...problems],
    defaultEntry,
    timeoutSeconds: timeoutMs === 0 ? null : timeoutMs / 1000,
  };
}

type Marks = {
  readonly shownIds: ReadonlySet<string>;
  readonly pinnedIds: ReadonlySet<string>;
  readonly hidden: readonly string[];
};

function viewEntry(product: Product, { shownIds, pinnedIds, hidden }: Marks): MenuEntry {
  const { id, name, section, tier, arch, firmware, ramMiB, confirm, file } = product;
  return {
    ...{ id, name, section, tier, ramMiB },
    architectures: architectures.filter((each) => arch[each] !== undefined),
    firmware: [...firmware],
    destroys: confirm !== null,
    visibility: shownIds.has(id) ? 'shown' : hidden.includes(id) ? 'hidden' : 'broken',
    isPinned: pinnedIds.has(id),
    ownFile: file.startsWith('menu/') ? file : null,
  };
}

/** One product with everything that it offers; null: there is no such product. */
export function viewProduct(id: string, menu: MenuSource, hidden: readonly string[]): MenuProduct | null {
  const { content } = menu;
  const product = content.catalogue.products.find((each) => each.id === id);
  if (product === undefined) return null;
  const entry = viewMenu(content, hidden, []).products.find((each) => each.id === id);
  if (entry === undefined) return null;
  const listed = listResolutions(content.catalogue, product);
  const shown = content.shown.products.find((each) => each.id === id);
  return {
    ...entry,
    homepage: product.homepage,
    notes: product.notes,
    questions: product.axes.map(({ id: axis, title, items }) => ({
      id: axis,
      title,
      items: items.map((item) => ({ id: item.id, label: item.label ?? item.id })),
    })),
    mirrors: product.mirrors.map(({ url }) => url),
    choices: listed.flatMap((each) => viewChoice(each, menu, shown, entry)),
    problems: [...new Set(listed.flatMap(({ resolution }) => (resolution.ok ? [] : resolution.problems)))],
  };
}

function viewChoice(
  { choice, platform, resolution }: ListedResolution,
  { files: local }: MenuSource,
  shown: Product | undefined,
  { visibility }: MenuEntry,
): MenuChoice[] {
  if (!resolution.ok) return [];
  const { title, confirm, notes, boot, files } = resolution.spec;
  const { kernel, initrds, args } = loadedBy(boot);
  return [
    {
      ...{ values: { ...choice.values }, ...platform, title, confirm, kernel },
      notes: [...notes],
      method: boot.method,
      initrds: [...initrds],
      args: [...args],
      files: files.map(({ url }) => ({ url, localPath: local.pathOf(url) })),
      isBroken: shown === undefined ? visibility === 'broken' : !isOffered(choice.values, shown),
    },
  ];
}

function isOffered(values: Readonly<Record<string, string>>, { axes }: Product): boolean {
  return axes.every(
    ({ id, items }) => values[id] === undefined || items.some((item) => item.id === values[id]),
  );
}
