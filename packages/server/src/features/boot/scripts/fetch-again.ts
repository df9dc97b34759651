import { ipxe } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';
import { askAgain } from './ask-again.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/** When a file of a boot does not come: asking again by way of `/bootstrap`, where asking is free. */
export function fetchAgain(platform: IpxePlatform): readonly Statement[] {
  return [
    ipxe`echo Netberth NB1202: a boot file could not be fetched or started`,
    ipxe`imgfree`,
    ...askAgain(platform),
  ];
}
