import { comment, ipxe, script, wordsWithSettings } from '@netberth/ipxe';
import type { Script, Statement } from '@netberth/ipxe';
import { countedFile, countedQuery } from '@netberth/usage';
import { versionAxis, type Product } from '../product.ts';
import { axisSetting } from './question.ts';

/**
 * Tells the web server of a static menu what is about to start, as a line in its access log; seen from the script of a product.
 * It goes on whatever comes of it. The image that it leaves is freed with all others before the kernel is fetched.
 */
export function countedBoot(product: Product): Statement {
  const axis = versionAxis(product);
  const version = axis === undefined ? null : axisSetting(axis.id);
  const query = countedQuery({
    product: product.id,
    version: version === null ? '' : `\${${version}}`,
    arch: '${nb-as}',
    firmware: '${nb-firmware}',
  });
  const settings = ['nb-as', 'nb-firmware', ...(version === null ? [] : [version])];
  return ipxe`imgfetch --name nb-counted ${wordsWithSettings(`../${countedFile}?${query}`, settings)} ||`;
}

/** What it asks for. */
export function countedScript(): Script {
  return script(
    comment('Machines ask for this right before they start something: the log of this server counts it.'),
  );
}
