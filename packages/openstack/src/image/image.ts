import { z } from 'zod';

/** An image of Glance. What a cloud adds by itself stands in `properties`, as text. */
export type Image = {
  readonly id: string;
  readonly name: string;
  /** `queued`, `saving`, `importing`, `active`, `killed`, `deleted`, `deactivated`. */
  readonly status: string;
  readonly visibility: string;
  readonly owner: string | null;
  readonly diskFormat: string | null;
  readonly sizeBytes: number | null;
  readonly minDiskGib: number;
  readonly minRamMib: number;
  /** Over the whole content; null before it is there, or with a Glance before Rocky. */
  readonly hash: { readonly algorithm: string; readonly value: string } | null;
  readonly md5: string | null;
  readonly tags: readonly string[];
  readonly createdAt: string;
  readonly properties: Readonly<Record<string, string>>;
};

const known = {
  id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  visibility: z.string().default('private'),
  owner: z.string().nullish(),
  disk_format: z.string().nullish(),
  container_format: z.unknown().optional(),
  size: z.number().nullish(),
  virtual_size: z.unknown().optional(),
  min_disk: z.number().default(0),
  min_ram: z.number().default(0),
  os_hash_algo: z.string().nullish(),
  os_hash_value: z.string().nullish(),
  os_hidden: z.unknown().optional(),
  checksum: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  created_at: z.string().default(''),
  updated_at: z.unknown().optional(),
  protected: z.unknown().optional(),
  file: z.unknown().optional(),
  self: z.unknown().optional(),
  schema: z.unknown().optional(),
};

export const imageSchema = z.looseObject(known).transform((row): Image => {
  const extra = Object.entries(row).flatMap(([name, value]) =>
    name in known || typeof value !== 'string' ? [] : [[name, value] as const],
  );
  const { os_hash_algo: algorithm, os_hash_value: value } = row;
  return {
    id: row.id,
    name: row.name ?? '',
    status: row.status,
    visibility: row.visibility,
    owner: row.owner ?? null,
    diskFormat: row.disk_format ?? null,
    sizeBytes: row.size ?? null,
    minDiskGib: row.min_disk,
    minRamMib: row.min_ram,
    hash: algorithm && value ? { algorithm, value } : null,
    md5: row.checksum ?? null,
    tags: row.tags,
    createdAt: row.created_at,
    properties: Object.fromEntries(extra),
  };
});
