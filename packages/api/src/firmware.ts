import { z } from 'zod';

/** What a file of the firmware folder is for. */
export const firmwareKindSchema = z.enum([
  'ipxe',
  'memdisk',
  'isolinux',
  'hybrid-mbr',
  'syslinux-module',
  'emulator-bios',
  'emulator-vga-bios',
  'secure-boot-shim',
  'windows-loader',
]);

/** What one iPXE binary says of itself. */
export const ipxeBuildSchema = z.object({
  /** As the binary names it; null: it does not. */
  version: z.string().nullable(),
  commands: z.array(z.string()),
  /** Names of `Feature` in @netberth/ipxe. */
  features: z.array(z.string()),
  /** Network drivers that matter to virtual machines and clouds. */
  drivers: z.array(z.string()),
});

export const firmwareFileSchema = z.object({
  file: z.string(),
  kind: firmwareKindSchema,
  platform: z.enum(['pcbios', 'efi']),
  /** As iPXE's `${buildarch}` says it. */
  architecture: z.enum(['i386', 'x86_64', 'arm64']),
  sizeBytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Null: it came from a folder. */
  package: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** `Debian stable`, `folder /srv/ipxe`, `package ipxe_2.0.0+dfsg-5_all.deb`. */
  source: z.string(),
  installedAt: z.iso.datetime(),
  /** Null for what is no iPXE, and for an iPXE whose tables could not be read. */
  ipxe: ipxeBuildSchema.nullable(),
});

/** `manifest.json` of the firmware folder: what lies beside it. Files that it does not name are not served. */
export const firmwareManifestSchema = z.object({
  format: z.literal(1),
  installedAt: z.iso.datetime(),
  files: z.array(firmwareFileSchema),
});

export const firmwareStatusSchema = z.object({
  /** Something is installed, and every file is as it was installed. */
  ok: z.boolean(),
  folder: z.string(),
  /** Why what lies in the folder cannot be used. */
  fault: z.string().nullable(),
  installedAt: z.iso.datetime().nullable(),
  files: z.array(
    firmwareFileSchema.extend({
      condition: z.enum(['intact', 'changed', 'gone']),
    }),
  ),
  /** What these iPXE cannot do, and what that means for the menu and for media. */
  lacks: z.array(z.object({ lack: z.string(), files: z.array(z.string()), means: z.string() })),
  missing: z.array(z.object({ file: z.string(), means: z.string(), wayOut: z.string() })),
  /** An installation that is under way. */
  running: z.object({ step: z.string(), percent: z.int().min(0).max(100).nullable() }).nullable(),
});

export type FirmwareKind = z.infer<typeof firmwareKindSchema>;
export type IpxeBuild = z.infer<typeof ipxeBuildSchema>;
export type FirmwareFile = z.infer<typeof firmwareFileSchema>;
export type FirmwareManifest = z.infer<typeof firmwareManifestSchema>;
export type FirmwareStatus = z.infer<typeof firmwareStatusSchema>;
