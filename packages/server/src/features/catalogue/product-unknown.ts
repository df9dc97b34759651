import type { Catalogue } from '@netberth/catalogue';
import { nearestName } from '@netberth/slips';
import { CommandRefused } from '../../platform/command-refused.ts';

/** There is no such product; one with nearly that id was perhaps meant. */
export function productUnknown({ products, discs }: Catalogue, product: string): CommandRefused {
  const near = nearestName(
    product,
    [...products, ...discs].map(({ id }) => id),
  );
  const meant = near === null ? '' : ` (did you mean "${near}"?)`;
  return new CommandRefused('productUnknown', { product, meant });
}
