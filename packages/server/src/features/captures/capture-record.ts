import { bootSpecSchema, imageFileSchema, imagePathSchema } from '@netberth/api';
import { z } from 'zod';

const [linuxSpec, , liveSpec] = bootSpecSchema.options;
/** How a machine was booted that has sent its disk; what writes the disk elsewhere is booted the same way. */
const capturingSpecSchema = z.discriminatedUnion('method', [linuxSpec, liveSpec]);
export type CapturingSpec = z.infer<typeof capturingSpecSchema>;

const recordSchema = z.object({
  machineId: z.int().positive(),
  bootNumber: z.int().positive(),
  /** Of the capturing profile: its name, and its folder below `images/`. */
  profile: z.string(),
  folder: z.string(),
  spec: capturingSpecSchema,
  /** What it boots. */
  files: z.array(imageFileSchema),
  /** Of the disk as it came, compressed. */
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  receivedAtMs: z.int(),
});
export type CaptureRecord = z.infer<typeof recordSchema>;

/** What waits since before live images could capture says its kernel and initrds itself. */
const olderSchema = recordSchema
  .omit({ spec: true })
  .extend({ kernel: imagePathSchema, initrds: z.array(imagePathSchema), args: z.string() })
  .transform(({ kernel, initrds, args, ...record }): CaptureRecord => {
    return { ...record, spec: { method: 'linux', kernel, initrds, args } };
  });
export const captureRecordSchema = recordSchema.or(olderSchema);

/** What is known before the disk has come. */
export type CaptureStart = Omit<CaptureRecord, 'sizeBytes' | 'sha256' | 'receivedAtMs'>;
