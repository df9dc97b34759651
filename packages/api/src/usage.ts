import { z } from 'zod';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hex');
/** Names as menus write them; an empty one: it is not known. */
const nameSchema = z.string().regex(/^[\w.+~-]{0,64}$/, 'is no name of a menu');

/** Boots of one thing on one day; nothing tells whose they were. */
export const bootCountSchema = z.object({
  day: z.string().regex(dayPattern, 'is no day such as 2026-11-21'),
  product: nameSchema.min(1),
  version: nameSchema,
  arch: nameSchema,
  firmware: nameSchema,
  /** ISO 3166, two letters. */
  country: z.string().regex(/^(?:[A-Z]{2})?$/, 'is no country such as DE'),
  boots: z.int().positive(),
});

/** How far a log has been counted. A log that was rotated or compressed meanwhile begins with the same bytes. */
export const countedLogSchema = z.object({
  id: z.int().positive(),
  name: z.string(),
  /** Of its first entry, with the comments before it. */
  head: sha256Schema,
  /** Of the first `bytes` bytes, uncompressed: what has been counted. */
  sha256: sha256Schema,
  bytes: z.int().positive(),
  boots: z.int().nonnegative(),
  countedAt: z.iso.datetime(),
});
export type CountedLog = z.infer<typeof countedLogSchema>;

export const usageGroups = ['product', 'version', 'arch', 'firmware', 'country', 'day'] as const;
export const usageSources = ['logs', 'server'] as const;

/** A part of a log that was counted, and the part before it. */
export const countedPartSchema = z.object({
  log: z.object({
    name: z.string().max(500),
    head: sha256Schema,
    sha256: sha256Schema,
    bytes: z.int().positive(),
    /** What `stats logs` says of this log; null: nothing of it has been counted. */
    follows: z.object({ id: z.int().positive(), sha256: sha256Schema }).nullable(),
  }),
  counts: z.array(bootCountSchema).max(5000),
});
export type CountedPart = z.infer<typeof countedPartSchema>;
