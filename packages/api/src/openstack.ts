import { z } from 'zod';

/** How what Netberth made is known in a cloud. Nothing else is ever changed, removed or shown. */
export const openstackMarks = {
  /** Of images and ports. */
  tag: 'netberth',
  /** The property of images, and the metadata of servers: what it is for. */
  kind: 'netberth_kind',
  /** For which server a boot ISO was made. */
  server: 'netberth_server',
  /** The number of the medium that a boot ISO is, at the Netberth that made it. */
  medium: 'netberth_medium',
  /** The metadata of servers: the machine at the Netberth that made it. */
  machine: 'netberth_machine',
  /** The metadata of a server that generalises itself: `user-data`. */
  generalise: 'netberth_generalise',
  /** What its boot ISO says, as a hash. */
  order: 'netberth_order',
} as const;

/** The machine that a server is, by its metadata. Null: it does not say. */
export function markedMachine(metadata: Readonly<Record<string, string>>): number | null {
  const id = Number(metadata[openstackMarks.machine]);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** A cloud that an administrator has described on the server; nothing of it is secret. */
export const cloudSchema = z.object({
  name: z.string(),
  /** Null: it has one only, or none can be told. */
  region: z.string().nullable(),
  regions: z.array(z.string()),
  authUrl: z.string().nullable(),
  /** How the server signs in there. */
  method: z.enum(['password', 'application-credential', 'token']).nullable(),
  user: z.string().nullable(),
  project: z.string().nullable(),
  /** Why it cannot be used. */
  problem: z.string().nullable(),
});
export type CloudView = z.infer<typeof cloudSchema>;

export const cloudServerSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** At the Netberth that made it; null: it was made before that was written down. */
  machine: z.int().positive().nullable(),
  status: z.string(),
  addresses: z.array(z.string()),
  createdAt: z.string(),
});

export const cloudImageSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `boot-iso`, `blank-disk`, `upload`, `snapshot`. */
  kind: z.string(),
  status: z.string(),
  format: z.string().nullable(),
  sizeBytes: z.int().nonnegative().nullable(),
  createdAt: z.string(),
});
