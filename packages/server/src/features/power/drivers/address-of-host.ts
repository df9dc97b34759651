import { lookup } from 'node:dns/promises';
import { isHostRefused, isOfThisHost } from '../../../platform/address-of-this-host.ts';
import { failed } from './power-driver.ts';
import type { PowerFailure } from './power-driver.ts';

/** What is looked up here is what is asked: a name cannot lead elsewhere in between. */
export async function addressOfHost(
  host: string,
  allowLoopback: boolean,
): Promise<{ readonly kind: 'address'; readonly address: string } | PowerFailure> {
  const ofThisHost = 'its address is of this server itself or link-local (power.allowLoopback)';
  if (!allowLoopback && isHostRefused(host)) return failed('refused', ofThisHost);
  try {
    const { address } = await lookup(host.replace(/^\[|\]$/g, ''));
    if (!allowLoopback && isOfThisHost(address)) return failed('refused', ofThisHost);
    return { kind: 'address', address };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no address';
    return failed('away', `the name "${host}" leads nowhere (${code})`);
  }
}
