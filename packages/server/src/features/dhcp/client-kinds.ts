/** A kind of machine that asks for something to boot, as a DHCP server can tell it from what it sends. */
export type ClientKind = {
  readonly name: ClientKindName;
  /** For people: `UEFI x64`. */
  readonly title: string;
  /** Option 93 (RFC 4578 2.1, IANA "Processor Architecture Types"); firmware disagrees, so several. */
  readonly architectures: readonly number[];
  /** Option 60 begins with it. */
  readonly vendorClass: 'PXEClient' | 'HTTPClient';
  /** Files of the firmware folder that start it, the best first; the loaders do not care how they came. */
  readonly loaders: readonly string[];
};

export type ClientKindName =
  | 'bios'
  | 'uefi-ia32'
  | 'uefi-x64'
  | 'uefi-arm64'
  | 'http-ia32'
  | 'http-x64'
  | 'http-arm64';

const x64Loaders = ['snponly.efi', 'ipxe.efi'];
const arm64Loaders = ['snponly-arm64.efi', 'ipxe-arm64.efi'];
const ia32Loaders = ['snponly-i386.efi', 'ipxe-i386.efi'];

/**
 * `snponly` before `ipxe`: it drives the card by the driver of the firmware, which has just proved to work.
 * UEFI x64 says 7 (OVMF, most boards) or 9 (what the registry says); HTTP boot says 16.
 */
export const clientKinds: readonly ClientKind[] = [
  {
    name: 'bios',
    title: 'BIOS',
    architectures: [0],
    vendorClass: 'PXEClient',
    loaders: ['undionly.kpxe', 'ipxe.pxe'],
  },
  {
    name: 'uefi-ia32',
    title: 'UEFI, 32 bit',
    architectures: [6],
    vendorClass: 'PXEClient',
    loaders: ia32Loaders,
  },
  {
    name: 'uefi-x64',
    title: 'UEFI x64',
    architectures: [7, 9],
    vendorClass: 'PXEClient',
    loaders: x64Loaders,
  },
  {
    name: 'uefi-arm64',
    title: 'UEFI arm64',
    architectures: [11],
    vendorClass: 'PXEClient',
    loaders: arm64Loaders,
  },
  {
    name: 'http-ia32',
    title: 'UEFI HTTP boot, 32 bit',
    architectures: [15],
    vendorClass: 'HTTPClient',
    loaders: ia32Loaders,
  },
  {
    name: 'http-x64',
    title: 'UEFI HTTP boot x64',
    architectures: [16],
    vendorClass: 'HTTPClient',
    loaders: x64Loaders,
  },
  {
    name: 'http-arm64',
    title: 'UEFI HTTP boot arm64',
    architectures: [19],
    vendorClass: 'HTTPClient',
    loaders: arm64Loaders,
  },
];

/** Of the Raspberry Pi Foundation and of Raspberry Pi Trading: what a Pi's boot ROM asks with. */
export const raspberryPiPrefixes = [
  'b8:27:eb',
  'dc:a6:32',
  'e4:5f:01',
  '28:cd:c1',
  'd8:3a:dd',
  '2c:cf:67',
] as const;

/** What option 43 must hold for a Pi to go on (Raspberry Pi documentation, "Network booting"). */
export const raspberryPiText = 'Raspberry Pi Boot';

/** A Pi is told no file: it fetches by names of its own. This is the one that every model asks for. */
export const raspberryPiFile = 'config.txt';

/** The loader of each kind that is there; a kind without one is left out. */
export type Loaders = ReadonlyMap<ClientKindName, string>;

export function chooseLoaders(firmware: readonly string[]): Loaders {
  const here = new Set(firmware);
  return new Map(
    clientKinds.flatMap(({ name, loaders }) => {
      const loader = loaders.find((file) => here.has(file));
      return loader === undefined ? [] : [[name, loader] as const];
    }),
  );
}

/** The kinds that something can be offered to. */
export function offeredKinds(loaders: Loaders): readonly ClientKind[] {
  return clientKinds.filter(({ name }) => loaders.has(name));
}
