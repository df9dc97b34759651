import type { ProductFile } from '../schema/product-file.ts';
import { joinProductFiles } from './join-product-files.ts';

export type Extended =
  | { readonly ok: true; readonly file: ProductFile }
  | { readonly ok: false; readonly message: string };

/** A product or family with everything that its families say. `families` are by id; `chain` is what led here. */
export function extendProductFile(
  own: ProductFile,
  families: ReadonlyMap<string, ProductFile>,
  chain: readonly string[],
): Extended {
  let joined = own;
  for (const id of own.extends ?? []) {
    if (chain.includes(id)) return fault(`a cycle: ${[...chain, id].join(' extends ')}`);
    const family = families.get(id);
    if (family === undefined)
      return fault(`"${id}" is no family; there are ${[...families.keys()].join(', ')}`);
    const extended = extendProductFile(family, families, [...chain, id]);
    if (!extended.ok) return extended;
    joined = joinProductFiles(joined, extended.file);
  }
  return { ok: true, file: joined };
}

function fault(message: string): Extended {
  return { ok: false, message };
}
