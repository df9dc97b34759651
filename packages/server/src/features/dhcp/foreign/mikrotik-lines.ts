import type { BootOffer } from './boot-offer.ts';

/** For RouterOS 7: its terminal. The first matcher that fits counts, so iPXE comes first. */
export function mikrotikLines({ origin, scriptUrl, clients }: BootOffer): readonly string[] {
  return [
    '# Put the names of your DHCP server and its pool in place of dhcp1 and pool1.',
    `/ip dhcp-server network set [find] next-server=${origin.address}`,
    ...set('netberth-ipxe', scriptUrl, false),
    matcher('netberth-ipxe', 77, 'iPXE', 'netberth-ipxe'),
    ...clients.flatMap(({ name, bootFile, vendorClass, architectures }) => [
      ...set(`netberth-${name}`, bootFile, vendorClass === 'HTTPClient'),
      ...architectures.map((code) =>
        matcher(
          `netberth-${name}-${code}`,
          60,
          `${vendorClass}:Arch:${String(code).padStart(5, '0')}`,
          `netberth-${name}`,
        ),
      ),
    ]),
  ];
}

function set(name: string, file: string, isHttp: boolean): readonly string[] {
  const options = isHttp ? `${name}-file,${name}-class` : `${name}-file`;
  return [
    `/ip dhcp-server option add name=${name}-file code=67 value="'${file}'"`,
    ...(isHttp ? [`/ip dhcp-server option add name=${name}-class code=60 value="'HTTPClient'"`] : []),
    `/ip dhcp-server option sets add name=${name} options=${options}`,
  ];
}

function matcher(name: string, code: number, value: string, optionSet: string): string {
  return `/ip dhcp-server matcher add name=${name} server=dhcp1 address-pool=pool1 code=${code} value="${value}" matching-type=substring option-set=${optionSet}`;
}
