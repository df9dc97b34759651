import type { BootOffer, OfferedClient } from './boot-offer.ts';

/** For ISC dhcpd: dhcpd.conf, outside of any subnet. */
export function iscLines({ origin, scriptUrl, clients }: BootOffer): readonly string[] {
  return [
    'option netberth-architecture code 93 = unsigned integer 16;',
    '',
    'class "netberth" {',
    '  match if substring(option vendor-class-identifier, 0, 9) = "PXEClient"',
    '    or substring(option vendor-class-identifier, 0, 10) = "HTTPClient";',
    `  next-server ${origin.address};`,
    '  if exists user-class and option user-class = "iPXE" {',
    `    filename "${scriptUrl}";`,
    ...clients.flatMap((client) => [
      `  } elsif ${architectureTest(client)} {`,
      ...(client.vendorClass === 'HTTPClient' ? ['    option vendor-class-identifier "HTTPClient";'] : []),
      `    filename "${client.bootFile}";`,
    ]),
    '  }',
    '}',
  ];
}

/** As octets: dhcpd holds an option unequal to every number. */
function architectureTest({ architectures }: OfferedClient): string {
  return architectures
    .map((code) => `option netberth-architecture = 00:${code.toString(16).padStart(2, '0')}`)
    .join(' or ');
}
