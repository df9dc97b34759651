import type { Root } from './resources.ts';

/** How a vendor's service differs from what the DMTF says. */
export type Quirks = {
  readonly vendor: string;
  /** What boots an image in the virtual drive; the first that the system lists. */
  readonly cdTargets: readonly string[];
  /** The mode is sent along with the target: without it, it falls back to the default. */
  readonly sendsMode: boolean;
  /** Further fields that inserting wants. */
  readonly insertFields: Readonly<Record<string, string | boolean>>;
  /** An ejected drive still names its last image. */
  readonly staleImage: boolean;
};

const standard: Quirks = {
  vendor: '',
  cdTargets: ['Cd'],
  sendsMode: false,
  insertFields: {},
  staleImage: false,
};

type Row = { readonly names: RegExp; readonly quirks: Partial<Quirks>; readonly evidence: string };

/** Those of whom something is known. What can be seen in the resources themselves is not here. */
export const knownVendors: readonly Row[] = [
  {
    names: /^(Supermicro|Super Micro)/i,
    quirks: { cdTargets: ['UsbCd', 'Cd'], sendsMode: true, staleImage: true },
    evidence:
      'github.com/DMTF/Redfishtool/pull/106 (the mode), github.com/ansible-collections/community.general/issues/6969 (the image stays)',
  },
  {
    names: /^OpenBMC/i,
    quirks: { insertFields: { TransferMethod: 'Stream' } },
    evidence: 'github.com/openbmc/bmcweb, virtual_media.hpp: other methods are refused',
  },
  {
    names: /^(HPE|HP|Hewlett)/i,
    quirks: {},
    evidence: 'iLO 4 inserts by an OEM action, which is found there',
  },
  {
    names: /^Dell/i,
    quirks: {},
    evidence:
      'github.com/dell/iDRAC-Redfish-Scripting/issues/90: before a machine with a real CD drive boots the image, that drive may come first',
  },
];

/** By what the root says of itself; a service that says nothing has none. */
export function quirksOf({ Vendor, Product, Oem }: Pick<Root, 'Vendor' | 'Product' | 'Oem'>): Quirks {
  const names = [Vendor, Product, ...Object.keys(Oem ?? {})].filter((name) => typeof name === 'string');
  const row = knownVendors.find((each) => names.some((name) => each.names.test(name)));
  return { ...standard, ...row?.quirks, vendor: names[0] ?? '' };
}
