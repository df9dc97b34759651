import type { BootOffer, OfferedClient } from './boot-offer.ts';

/** For Kea: `client-classes` of `Dhcp4` in kea-dhcp4.conf. */
export function keaLines({ origin, scriptUrl, clients }: BootOffer): readonly string[] {
  const next = { 'next-server': origin.address };
  const classes = [
    {
      name: 'netberth-ipxe',
      test: "substring(option[77].hex,0,4) == 'iPXE' or option[175].exists",
      ...next,
      'boot-file-name': scriptUrl,
    },
    ...clients.map((client) => ({
      name: `netberth-${client.name}`,
      test: `not member('netberth-ipxe') and (${architectureTest(client)})`,
      ...next,
      'boot-file-name': client.bootFile,
      ...(client.vendorClass === 'HTTPClient' ? { 'option-data': [httpVendorClass] } : {}),
    })),
  ];
  return JSON.stringify({ Dhcp4: { 'client-classes': classes } }, null, 2).split('\n');
}

const httpVendorClass = { name: 'vendor-class-identifier', data: 'HTTPClient', 'always-send': true };

function architectureTest({ architectures }: OfferedClient): string {
  return architectures
    .map((code) => `option[93].hex == 0x${code.toString(16).padStart(4, '0')}`)
    .join(' or ');
}
