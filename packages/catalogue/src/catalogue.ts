import type { Product } from './product.ts';

export type Section = { readonly id: string; readonly name: string };

/** URLs of the boot programs that products share. */
export type Loaders = {
  readonly memdisk: string;
  readonly wimboot: string;
  /** `wimboot` is for x86. */
  readonly wimbootArm64?: string | undefined;
};

/** Everything that can be booted, in the order of the menu's sections and of the products' names. */
export type Catalogue = {
  readonly sections: readonly Section[];
  readonly loaders: Loaders;
  readonly products: readonly Product[];
  /** What an imported ISO is a choice of; no menu offers these. */
  readonly discs: readonly Product[];
};

/** By its id: what the menu offers, or what an imported ISO is. */
export function productOf({ products, discs }: Catalogue, id: string): Product | undefined {
  return products.find((each) => each.id === id) ?? discs.find((each) => each.id === id);
}
