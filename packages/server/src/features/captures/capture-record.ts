import { imageFileSchema, imagePathSchema } from '@netberth/api';
import { z } from 'zod';

/** The disk that a machine has sent, and what booted the machine to send it. */
export const captureRecordSchema = z.object({
  machineId: z.int().positive(),
  bootNumber: z.int().positive(),
  /** Of the capturing profile: its name, and its folder below `images/`. */
  profile: z.string(),
  folder: z.string(),
  kernel: imagePathSchema,
  initrds: z.array(imagePathSchema),
  args: z.string(),
  /** Kernel and initrds. */
  files: z.array(imageFileSchema),
  /** Of the disk as it came, compressed. */
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  receivedAtMs: z.int(),
});
export type CaptureRecord = z.infer<typeof captureRecordSchema>;

/** What is known before the disk has come. */
export type CaptureStart = Omit<CaptureRecord, 'sizeBytes' | 'sha256' | 'receivedAtMs'>;
