import { z } from 'zod';

/** What an image with `tasks` does for a machine (docs/inventory.md). Only `wipe` writes to disks. */
export const taskNames = ['discover', 'wipe', 'test', 'rescue'] as const;
export const taskNameSchema = z.enum(taskNames);
export type TaskName = z.infer<typeof taskNameSchema>;
