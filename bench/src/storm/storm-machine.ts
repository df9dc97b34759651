/** One simulated machine, as its firmware knows it. Two of different `index` share nothing. */
export type StormMachine = {
  readonly index: number;
  readonly mac: string;
  readonly uuid: string;
  readonly serial: string;
  readonly platform: 'pcbios' | 'efi';
  /** In how many ranges its installer fetches the image; 1: whole. */
  readonly imageRanges: number;
};

/** The fleet is the same in every run: half of it UEFI, half of it fetching the image in ranges. */
export function stormMachine(index: number): StormMachine {
  return {
    index,
    mac: `52:54:02:${hex(index, 6).replaceAll(/(..)(?!$)/g, '$1:')}`,
    uuid: `4c4c4544-0053-4d10-8052-${hex(index, 12)}`,
    serial: `STORM ${index}`,
    platform: index % 4 < 2 ? 'pcbios' : 'efi',
    imageRanges: index % 2 === 0 ? 1 : 4,
  };
}

function hex(index: number, digits: number): string {
  return index.toString(16).padStart(digits, '0');
}
