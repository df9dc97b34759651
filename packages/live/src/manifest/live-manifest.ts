import { z } from 'zod';

const fileName = z
  .string()
  .regex(/^[A-Za-z0-9_@+][A-Za-z0-9._@+-]*(\/[A-Za-z0-9_@+][A-Za-z0-9._@+-]*)*$/, 'is no file of the image');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 sum');

export const liveManifestName = 'manifest.json';

/** `manifest.json`: what `netberth live build` made, and of what. */
export const liveManifestSchema = z.object({
  kind: z.literal('netberth-live'),
  name: z.string(),
  version: z.string(),
  /** The date of everything in it: of the snapshot, or of the mirror. */
  date: z.iso.datetime(),
  system: z.object({ distribution: z.string(), release: z.string(), arch: z.enum(['x86_64', 'arm64']) }),
  kernelRelease: z.string(),
  live: z.enum(['dracut', 'live-boot']),
  /** Who brings the network of the running system up. */
  network: z.enum(['networkd', 'networkmanager']),
  args: z.string(),
  /** Images from before there were tasks do not say. */
  tasks: z.boolean().default(false),
  /** How much memory a machine must have to boot it. */
  memoryMib: z.int().positive(),
  kernel: fileName,
  initrd: fileName,
  root: fileName,
  /** CycloneDX, in JSON. */
  sbom: fileName,
  persist: z
    .object({
      at: z.string(),
      directories: z.array(z.string()),
      identity: z.boolean(),
      missing: z.enum(['rescue', 'run']),
      /** The disk on which a partition may be made when it is empty; null: none. */
      create: z.string().nullable(),
    })
    .nullable(),
  machine: z.object({
    /** Public keys that may sign in as root on every machine; templates. */
    sshKeys: z.array(z.string()),
    files: z.array(z.object({ path: z.string(), template: fileName, mode: z.string(), owner: z.string() })),
  }),
  files: z.array(z.object({ path: fileName, sizeBytes: z.int().nonnegative(), sha256 })),
  packages: z.array(
    z.object({ name: z.string(), version: z.string(), arch: z.string(), source: z.string() }),
  ),
});
export type LiveManifest = z.output<typeof liveManifestSchema>;
export type LivePackage = LiveManifest['packages'][number];
export type LiveFile = LiveManifest['files'][number];
