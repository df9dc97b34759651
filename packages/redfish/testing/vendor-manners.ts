export type DoubleVendor = 'standard' | 'ilo4' | 'supermicro' | 'irmc';

/** In what a vendor's service differs; each seen in real ones. */
export type VendorManners = {
  readonly vendor: string;
  readonly model: string;
  readonly resetTypes: readonly string[];
  readonly bootTargets: readonly string[];
  /** Which field lists the boot targets. */
  readonly targetsField: string;
  /** Inserting is an action of its own, which takes the image and nothing else. */
  readonly insertsByOem: boolean;
  /** Without a mode in the same PATCH it falls back to Legacy. */
  readonly forgetsMode: boolean;
  /** An ejected drive keeps the name of its image, and says NotConnected. */
  readonly keepsImage: boolean;
  /** A PATCH without If-Match is refused. */
  readonly wantsIfMatch: boolean;
};

const standard: VendorManners = {
  vendor: 'Contoso',
  model: 'Redfish 1.15',
  resetTypes: ['On', 'ForceOff', 'GracefulShutdown', 'ForceRestart', 'PowerCycle'],
  bootTargets: ['None', 'Pxe', 'Cd', 'Hdd'],
  targetsField: 'BootSourceOverrideTarget@Redfish.AllowableValues',
  insertsByOem: false,
  forgetsMode: false,
  keepsImage: false,
  wantsIfMatch: false,
};

export const vendorManners: Readonly<Record<DoubleVendor, VendorManners>> = {
  standard,
  ilo4: {
    ...standard,
    ...{ vendor: 'HP', model: 'ProLiant DL360 Gen9', insertsByOem: true },
    resetTypes: ['On', 'ForceOff', 'ForceRestart', 'Nmi', 'PushPowerButton'],
    targetsField: 'BootSourceOverrideSupported',
  },
  supermicro: {
    ...standard,
    ...{ vendor: 'Supermicro', model: 'X12STW-TF', forgetsMode: true, keepsImage: true },
    bootTargets: ['None', 'Pxe', 'Hdd', 'UsbCd'],
  },
  irmc: { ...standard, vendor: 'FUJITSU', model: 'PRIMERGY RX2540', wantsIfMatch: true },
};
