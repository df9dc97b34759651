import { machineStateSchema } from '@netberth/api';
import { z } from 'zod';

/** What became of one server. */
export const bootedSchema = z.object({
  name: z.string(),
  /** `running`: not installed yet, and not watched; `removed`: by --cleanup. */
  state: z.enum(['installed', 'running', 'removed']),
  machine: z.int().positive().nullable(),
  machineState: machineStateSchema.nullable(),
  server: z.string().nullable(),
  serverStatus: z.string().nullable(),
  port: z.string().nullable(),
  mac: z.string().nullable(),
  addresses: z.array(z.string()),
  /** The ISO; null once it is removed. */
  image: z.string().nullable(),
  console: z.string().nullable(),
  warnings: z.array(z.string()),
  cloud: z.string(),
});
export type Booted = z.infer<typeof bootedSchema>;
