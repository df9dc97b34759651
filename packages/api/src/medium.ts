import { z } from 'zod';

/** The firmwares that a medium can start on. `secureboot` is UEFI on x86_64 behind a signed shim, instead of `uefi`. */
export const mediumFirmwares = ['bios', 'uefi', 'uefi-arm64', 'secureboot'] as const;
export const mediumFirmwareSchema = z.enum(mediumFirmwares);
export type MediumFirmware = z.infer<typeof mediumFirmwareSchema>;

/**
 * `iso`: read as a CD, also by a BMC's virtual drive; `usb`: written to a stick; `floppy`: 1.44 MB, for a BMC that
 * offers nothing else. On BIOS they find the machine's disk differently.
 */
export const mediumFormats = ['iso', 'usb', 'floppy'] as const;
export const mediumFormatSchema = z.enum(mediumFormats);
export type MediumFormat = z.infer<typeof mediumFormatSchema>;

/** A medium that the server keeps for a machine. */
export const mediumSchema = z.object({
  id: z.int().positive(),
  machineId: z.int().positive(),
  ip: z.array(z.string()),
  format: mediumFormatSchema,
  firmware: z.array(mediumFirmwareSchema),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type Medium = z.infer<typeof mediumSchema>;
