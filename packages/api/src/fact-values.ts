import type { Facts } from './facts.ts';

/** One value by which machines are looked for: `disk.model` is `samsung pm9a3`. */
export type FactValue = {
  readonly name: FactName;
  /** In lower case. */
  readonly value: string;
  /** What is a number; null: it is a text. */
  readonly number: number | null;
};

/** The names by which people look for facts, and where these stand. A machine has several of those that it has several parts of. */
const readers = {
  vendor: ({ system }) => [system.vendor],
  product: ({ system }) => [system.product],
  firmware: ({ firmware }) => [firmware.kind],
  'firmware.version': ({ firmware }) => [firmware.version],
  bmc: ({ bmc }) => [bmc.address],
  cpu: ({ cpu }) => [cpu.model],
  sockets: ({ cpu }) => [cpu.sockets],
  cores: ({ cpu }) => [cpu.cores],
  threads: ({ cpu }) => [cpu.threads],
  memory: ({ memoryBytes }) => [memoryBytes],
  disks: ({ disks }) => [disks.length],
  disk: ({ disks }) => disks.map(({ bytes }) => bytes),
  'disk.model': ({ disks }) => disks.map(({ model }) => model),
  'disk.serial': ({ disks }) => disks.map(({ serial }) => serial),
  'disk.wwn': ({ disks }) => disks.map(({ wwn }) => wwn),
  'disk.transport': ({ disks }) => disks.map(({ transport }) => transport),
  nics: ({ nics }) => [nics.length],
  'nic.driver': ({ nics }) => nics.map(({ driver }) => driver),
  'nic.speed': ({ nics }) => nics.map(({ speedMbps }) => speedMbps),
  switch: ({ nics }) => nics.flatMap(({ lldp }) => [lldp?.systemName ?? null, lldp?.chassisId ?? null]),
  'switch.port': ({ nics }) =>
    nics.flatMap(({ lldp }) => [lldp?.portId ?? null, lldp?.portDescription ?? null]),
  pci: ({ pci }) => pci.map(({ vendor, device }) => [vendor, device].filter(Boolean).join(' ')),
} as const satisfies Readonly<Record<string, (facts: Facts) => readonly (string | number | null)[]>>;

export type FactName = keyof typeof readers;
export const factNames = Object.keys(readers) as readonly FactName[];

export function factValuesOf(facts: Facts): readonly FactValue[] {
  return factNames.flatMap((name) => {
    const found = readers[name](facts).filter((value) => value !== null && value !== '');
    return [...new Set(found)].map((value) => ({
      name,
      value: String(value).toLowerCase(),
      number: typeof value === 'number' ? value : null,
    }));
  });
}
