import { z } from 'zod';
import { architectures } from '../platform.ts';
import { assetSchema } from './asset.ts';
import { argumentSchema } from './boot-variant.ts';
import { conditionSchema } from './condition.ts';
import { dateSchema, idSchema, lineSchema, nameSchema, templateSchema } from './word-schemas.ts';

/** What any product has, and an item or an architecture may change. */
export const changesShape = {
  values: z.record(nameSchema, templateSchema).default({}),
  assets: z.record(nameSchema, assetSchema).default({}),
};

export const tierSchema = z.enum(['stable', 'experimental']);

/** `false` takes back the warning that was inherited. */
export const confirmSchema = z.union([lineSchema, z.literal(false)]);

export const requiresSchema = z.strictObject({ ramMiB: z.int().positive().optional() });

const itemObject = z.strictObject({
  id: idSchema,
  label: lineSchema.optional(),
  ...changesShape,
  args: z.array(argumentSchema).default([]),
  when: conditionSchema.optional(),
  /** Values for each architecture; the item is offered on these only. */
  byArch: z.partialRecord(z.enum(architectures), z.record(nameSchema, templateSchema)).optional(),
  tier: tierSchema.optional(),
  endOfLife: dateSchema.optional(),
  confirm: confirmSchema.optional(),
  notes: lineSchema.optional(),
  requires: requiresSchema.optional(),
});

export const itemSchema = z.union([idSchema.transform((id) => itemObject.parse({ id })), itemObject], {
  error: 'is not an item: wanted an id in quotes, or { id, label, … }',
});
export type Item = z.output<typeof itemSchema>;

/** One question of a product: its release, its desktop. The first item offered is the default. */
export const axisSchema = z.strictObject({
  title: lineSchema.optional(),
  items: z.array(itemSchema).optional(),
  /** A person may type another value; this is what is asked. */
  allowOther: lineSchema.optional(),
});
