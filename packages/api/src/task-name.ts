import { z } from 'zod';

/** What the import of an image with `tasks` makes a profile of, each (docs/inventory.md). `wipe` and `capture` change disks. */
export const importedTasks = ['discover', 'wipe', 'test', 'rescue', 'capture'] as const;

/** `write` belongs to the profiles that `profile capture` makes. */
export const taskNameSchema = z.enum([...importedTasks, 'write']);
export type TaskName = z.infer<typeof taskNameSchema>;
