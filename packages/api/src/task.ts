import { z } from 'zod';
import { lineSchema } from './machine.ts';

const line = lineSchema(200);
const count = z.int().nonnegative();

export const wipedDiskSchema = z.object({
  name: line,
  model: line.nullable(),
  serial: line.nullable(),
  bytes: count.nullable(),
  /** What erased it: `nvme format`, `overwrite`; null: nothing did. */
  method: line.nullable(),
  /** What was tried before, and why that did not do. */
  refused: z.array(line).max(10),
  /** Of 4 KiB each, from the first to the last: how many were read back, and how many of these hold anything. */
  sampledBlocks: count,
  filledBlocks: count,
  seconds: count,
});
export type WipedDisk = z.infer<typeof wipedDiskSchema>;

/** What a machine posts to `/task` when it has done its task. */
export const taskReportSchema = z.discriminatedUnion('task', [
  z.object({ task: z.literal('discover') }),
  z.object({
    task: z.literal('wipe'),
    disks: z.array(wipedDiskSchema).max(512),
    /** Disks that were to be wiped, and that it does not have. */
    missing: z.array(line).max(512),
  }),
  z.object({
    task: z.literal('test'),
    results: z.array(z.object({ name: line, passed: z.boolean(), text: line })).max(600),
  }),
  z.object({ task: z.literal('rescue'), addresses: z.array(line).max(64), hostKey: line }),
]);
export type TaskReport = z.infer<typeof taskReportSchema>;
