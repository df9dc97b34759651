import type { Asset } from './schema/asset.ts';
import type { Item } from './schema/axis.ts';
import type { Argument, BootVariant } from './schema/boot-variant.ts';
import type { InputSource } from './schema/input.ts';
import type { ProductFile } from './schema/product-file.ts';
import type { NetStyleName } from './network/net-style-name.ts';
import type { Firmware } from './platform.ts';

export type Tier = 'stable' | 'experimental';

/** One question of a product. */
export type Axis = {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
  /** What to ask a person for another value; null: only the items. */
  readonly allowOther: string | null;
};

export type Input = InputSource & { readonly id: string };

export type Mirror = NonNullable<ProductFile['mirrors']>[number];

/** One entry of the catalogue, families included. */
export type Product = {
  readonly id: string;
  /** Where it was read from. */
  readonly file: string;
  readonly name: string;
  readonly homepage: string;
  /** What it is, in a line; null: nobody has said. */
  readonly about: string | null;
  readonly section: string;
  readonly tier: Tier;
  readonly lifecycle: NonNullable<ProductFile['lifecycle']>;
  readonly mirrors: readonly Mirror[];
  readonly arch: NonNullable<ProductFile['arch']>;
  readonly firmware: readonly Firmware[];
  readonly axes: readonly Axis[];
  readonly inputs: readonly Input[];
  readonly values: Readonly<Record<string, string>>;
  readonly assets: Readonly<Record<string, Asset>>;
  readonly args: readonly Argument[];
  readonly net: NetStyleName;
  readonly confirm: string | null;
  readonly notes: string | null;
  readonly ramMiB: number | null;
  readonly boot: readonly BootVariant[];
  readonly updates: ProductFile['updates'];
};

/** The question whose answer is the version: `release` or `version` where there is one, else the first. */
export function versionAxis({ axes }: Pick<Product, 'axes'>): Axis | undefined {
  const named = (wanted: string) => axes.find(({ id }) => id === wanted);
  return named('version') ?? named('release') ?? axes[0];
}

/** The file without its folders and ending: `products/debian.yaml` is `debian`. */
export function idOfFile(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}
