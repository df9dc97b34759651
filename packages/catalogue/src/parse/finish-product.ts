import type { Item } from '../schema/axis.ts';
import type { ProductFile } from '../schema/product-file.ts';
import { firmwares } from '../platform.ts';
import { idOfFile, type Axis, type Product } from '../product.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import type { YamlSource } from './yaml-source.ts';

export type FinishedProduct = {
  readonly product: Product | null;
  readonly problems: readonly CatalogueProblem[];
};

const needed = ['name', 'homepage', 'section', 'arch', 'net', 'boot'] as const;

/** A product out of its file with the families joined in; null when it lacks what every product must have. */
export function finishProduct(
  source: YamlSource,
  joined: ProductFile,
  sections: readonly string[],
): FinishedProduct {
  const problems = [...missingFields(source, joined), ...fieldFaults(source, joined, sections)];
  const { name, homepage, section, arch, net, boot } = joined;
  if (problems.length > 0 || !name || !homepage || !section || !arch || !net || !boot)
    return { product: null, problems };
  const product: Product = {
    ...{ id: idOfFile(source.file), file: source.file, name, homepage, section, arch, net, boot },
    about: joined.about ?? null,
    tier: joined.tier ?? 'stable',
    lifecycle: joined.lifecycle ?? {},
    mirrors: joined.mirrors ?? [],
    firmware: joined.firmware ?? firmwares,
    axes: Object.entries(joined.axes).map(([id, axis]) => finishAxis(id, axis)),
    inputs: Object.entries(joined.inputs).map(([id, input]) => ({ id, ...input })),
    values: joined.values,
    assets: joined.assets,
    args: joined.args,
    confirm: joined.confirm || null,
    notes: joined.notes ?? null,
    ramMiB: joined.requires?.ramMiB ?? null,
    updates: joined.updates,
  };
  return { product, problems: [] };
}

function finishAxis(id: string, { title, items, allowOther }: ProductFile['axes'][string]): Axis {
  return { id, title: title ?? id, items: items ?? [], allowOther: allowOther ?? null };
}

function missingFields(source: YamlSource, joined: ProductFile): CatalogueProblem[] {
  return needed
    .filter((field) => joined[field] === undefined)
    .map((field) => ({
      file: source.file,
      line: 1,
      message: `"${field}" is missing, here and in its families`,
    }));
}

function fieldFaults(
  source: YamlSource,
  joined: ProductFile,
  sections: readonly string[],
): CatalogueProblem[] {
  const at = (path: readonly PropertyKey[], message: string) => [
    { file: source.file, line: source.lineAt(path), message: `${path.join('.')}: ${message}` },
  ];
  const { section, updates } = joined;
  const axes = Object.entries(joined.axes);
  return [
    ...(section === undefined || sections.includes(section)
      ? []
      : at(['section'], `"${section}" is no section; there are ${sections.join(', ')}`)),
    ...axes.flatMap(([id, { items = [] }]) => [
      ...(items.length === 0 ? at(['axes', id], 'has no items') : []),
      ...twice(items)
        .map((index) =>
          at(
            ['axes', id, 'items', index],
            `"${items[index]?.id}" is there twice: an item needs an id of its own`,
          ),
        )
        .flat(),
    ]),
    ...Object.entries(joined.inputs).flatMap(([id, { required, example }]) =>
      required && example === undefined ? at(['inputs', id], 'is required, so it needs an example') : [],
    ),
    ...nameClashes(joined).flatMap(([path, message]) => at(path, message)),
    ...(updates?.axis === undefined || joined.axes[updates.axis] !== undefined
      ? []
      : at(['updates', 'axis'], `"${updates.axis}" is no axis of it`)),
  ];
}

function twice(items: readonly Item[]): number[] {
  return items.flatMap(({ id }, index) => (items.findIndex((each) => each.id === id) < index ? [index] : []));
}

const ownNames = ['arch', 'firmware', 'mirror', 'net'];

/** `{name}` must stand for one thing. */
function nameClashes(joined: ProductFile): [readonly string[], string][] {
  const kinds = ['axes', 'inputs', 'assets', 'values'] as const;
  const names = kinds.flatMap((kind) => Object.keys(joined[kind]).map((name) => [kind, name] as const));
  return names.flatMap(([kind, name], index): [readonly string[], string][] => {
    if (ownNames.includes(name))
      return [[[kind, name], `"${name}" has a meaning of its own: take another name`]];
    const before = names.slice(0, index).find(([, each]) => each === name);
    return before === undefined
      ? []
      : [[[kind, name], `"${name}" is among ${before[0]} already: take another name`]];
  });
}
