import { listResolutions } from '@netberth/catalogue';
import { openSoundCatalogue, pickProducts } from './open-catalogue.ts';
import type { SpecRow } from './menu-definitions.ts';
import { specRow } from './spec-row.ts';

/** `menu specs`: everything offered, as rows. What does not resolve is left to `menu check`. */
export async function listSpecs(asked: {
  readonly product?: string | undefined;
  readonly catalogue?: string | undefined;
}): Promise<{ specs: SpecRow[] }> {
  const catalogue = openSoundCatalogue(asked.catalogue);
  const specs = pickProducts(catalogue, asked.product).flatMap((product) =>
    listResolutions(catalogue, product).flatMap(({ resolution }) =>
      resolution.ok ? [specRow(resolution.spec)] : [],
    ),
  );
  return { specs };
}
