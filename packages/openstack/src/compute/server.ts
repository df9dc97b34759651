import { z } from 'zod';

export const flavorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    ram: z.number().default(0),
    vcpus: z.number().default(0),
    disk: z.number().default(0),
    'OS-FLV-EXT-DATA:ephemeral': z.number().default(0),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    ramMib: row.ram,
    cpus: row.vcpus,
    diskGib: row.disk,
    ephemeralGib: row['OS-FLV-EXT-DATA:ephemeral'],
  }));
export type Flavor = z.output<typeof flavorSchema>;

export const serverSchema = z
  .object({
    id: z.string(),
    name: z.string().default(''),
    /** `BUILD`, `ACTIVE`, `SHUTOFF`, `RESCUE`, `ERROR`, … */
    status: z.string(),
    'OS-EXT-STS:task_state': z.string().nullish(),
    'OS-EXT-STS:power_state': z.number().nullish(),
    metadata: z.record(z.string(), z.string()).default({}),
    tags: z.array(z.string()).default([]),
    created: z.string().default(''),
    image: z.union([z.object({ id: z.string() }), z.literal('')]).nullish(),
    fault: z.object({ message: z.string() }).optional(),
    addresses: z.record(z.string(), z.array(z.object({ addr: z.string() }))).default({}),
    'os-extended-volumes:volumes_attached': z.array(z.object({ id: z.string() })).default([]),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    /** What is being done to it; null: nothing. */
    task: row['OS-EXT-STS:task_state'] ?? null,
    metadata: row.metadata,
    tags: row.tags,
    createdAt: row.created,
    imageId: row.image ? row.image.id : null,
    fault: row.fault?.message ?? null,
    addresses: Object.values(row.addresses).flatMap((each) => each.map(({ addr }) => addr)),
    volumeIds: row['os-extended-volumes:volumes_attached'].map(({ id }) => id),
  }));
export type Server = z.output<typeof serverSchema>;
