import { z } from 'zod';
import { lineSchema, macSchema } from './machine.ts';

const maxDisks = 512;
const maxNics = 256;
const maxPci = 2048;

/** What the hardware says of itself; null: it says nothing, or what board makers leave when nobody fills it in. */
const told = lineSchema(200).nullable();
const counted = z.int().nonnegative().nullable();
const yesOrNo = z.boolean().nullable();

/** What a card heard by LLDP (IEEE 802.1AB) from the switch at the other end of its cable. */
export const lldpSchema = z.object({
  chassisId: told,
  systemName: told,
  portId: told,
  portDescription: told,
});
export type Lldp = z.infer<typeof lldpSchema>;

export const diskFactsSchema = z.object({
  /** As the kernel of the discover image named it: `sda`, `nvme0n1`. Another boot may name it otherwise. */
  name: lineSchema(64),
  /** The path that stays the same while it stays in its slot: `/dev/disk/by-path/…`. */
  path: told,
  bytes: counted,
  model: told,
  serial: told,
  wwn: told,
  /** True: it has plates that turn. */
  rotational: yesOrNo,
  /** `sata`, `sas`, `nvme`, `usb`, `virtio`, … */
  transport: told,
});
export type DiskFacts = z.infer<typeof diskFactsSchema>;

export const nicFactsSchema = z.object({
  name: lineSchema(64),
  mac: macSchema,
  /** Is there a carrier? */
  link: yesOrNo,
  speedMbps: counted,
  driver: told,
  lldp: lldpSchema.nullable(),
});
export type NicFacts = z.infer<typeof nicFactsSchema>;

export const pciFactsSchema = z.object({
  /** `0000:00:1f.2` */
  address: lineSchema(32),
  vendor: told,
  device: told,
  class: told,
});

/** The hardware of a machine, as the discover image found it (docs/inventory.md). Sizes are in bytes. */
export const factsSchema = z.object({
  system: z.object({ vendor: told, product: told, serial: told, uuid: told }),
  firmware: z.object({ kind: z.enum(['bios', 'uefi']).nullable(), version: told }),
  /** `address`: of its network card; null: there is none, or it does not say. */
  bmc: z.object({ address: told }),
  /** `cores` and `threads` are those of all sockets together. */
  cpu: z.object({ model: told, sockets: counted, cores: counted, threads: counted }),
  memoryBytes: counted,
  disks: z.array(diskFactsSchema).max(maxDisks),
  nics: z.array(nicFactsSchema).max(maxNics),
  pci: z.array(pciFactsSchema).max(maxPci),
});
export type Facts = z.infer<typeof factsSchema>;

/** What was found at one time, and in what it differed from what had been found before. */
export const factsReportSchema = z.object({
  /** When it was found first; it was the same at every report up to `seenAt`. */
  at: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** The boot that found it first. */
  boot: z.int().positive().nullable(),
  /** Sentences: `disk sdb (ST4000, serial ZC1, 4 TB) is gone`. Empty: it is the first report. */
  differences: z.array(z.string()),
  facts: factsSchema,
});
export type FactsReport = z.infer<typeof factsReportSchema>;
