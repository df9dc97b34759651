import type { BootOffer } from './boot-offer.ts';
import { iscLines } from './isc-lines.ts';

/** For EdgeOS, whose DHCP server is ISC dhcpd: its words in one parameter, in `configure`. */
export function edgerouterLines(offer: BootOffer): readonly string[] {
  const [definition = '', ...rest] = iscLines(offer);
  return [
    'configure',
    parameter(definition),
    parameter(
      rest
        .map((line) => line.trim())
        .join(' ')
        .trim(),
    ),
    'commit ; save ; exit',
  ];
}

/** EdgeOS takes a quotation mark within a parameter only in this spelling. */
function parameter(text: string): string {
  return `set service dhcp-server global-parameters "${text.replaceAll('"', '&quot;')}"`;
}
