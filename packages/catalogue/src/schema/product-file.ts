import { z } from 'zod';
import { netStyleNames } from '../network/net-style-name.ts';
import { architectures, firmwares } from '../platform.ts';
import { axisSchema, changesShape, confirmSchema, requiresSchema, tierSchema } from './axis.ts';
import { argumentSchema, bootVariantSchema } from './boot-variant.ts';
import { inputSchema } from './input.ts';
import { idSchema, lineSchema, nameSchema, templateSchema, urlSchema } from './word-schemas.ts';

const mirrorSchema = z.union(
  [
    urlSchema.transform((url) => ({ url, label: undefined })),
    z.strictObject({ url: urlSchema, label: lineSchema }),
  ],
  { error: 'is not a mirror: wanted a URL, or { label, url }' },
);

const archSchema = z.union(
  [
    idSchema.transform((name) => ({ name, values: {} })),
    z.strictObject({ name: idSchema, values: z.record(nameSchema, templateSchema) }),
  ],
  { error: 'is not an architecture: wanted its name in quotes, or { name, values }' },
);

/** A file of `products/` or `families/`: the same fields, all optional here; what a product lacks is found later. */
export const productFileSchema = z.strictObject({
  /** The families that this one continues, the nearest first. */
  extends: z.union([idSchema.transform((id) => [id]), z.array(idSchema)]).optional(),
  name: lineSchema.optional(),
  homepage: urlSchema.optional(),
  /** What it is, in a line, for somebody who never heard of it. */
  about: lineSchema.optional(),
  section: idSchema.optional(),
  tier: tierSchema.optional(),
  lifecycle: z
    .strictObject({
      policy: z.enum(['releases', 'rolling', 'ended']).optional(),
      source: urlSchema.optional(),
    })
    .optional(),
  /** The first is used unless another is asked for; `{mirror}` stands for it, without a `/` at its end. */
  mirrors: z
    .union([urlSchema.transform((url) => [{ url, label: undefined }]), z.array(mirrorSchema).min(1)])
    .optional(),
  /** Architectures it exists for, with its own names for them (`{arch}`). */
  arch: z.partialRecord(z.enum(architectures), archSchema).optional(),
  firmware: z.array(z.enum(firmwares)).min(1).optional(),
  axes: z.record(nameSchema, axisSchema).default({}),
  inputs: z.record(nameSchema, inputSchema).default({}),
  ...changesShape,
  /** Arguments after those of the boot variant; a family's come before a product's. */
  args: z.array(argumentSchema).default([]),
  net: z.enum(netStyleNames).optional(),
  /** What this may destroy; shown in red before it boots, and such a boot needs a grant. */
  confirm: confirmSchema.optional(),
  notes: lineSchema.optional(),
  requires: requiresSchema.optional(),
  boot: z.array(bootVariantSchema).min(1).optional(),
  /** Where newer versions are found: the first group of `pattern` in what `url` answers is a version. */
  updates: z
    .strictObject({ axis: nameSchema.optional(), url: urlSchema, pattern: z.string().min(1) })
    .optional(),
});
export type ProductFile = z.output<typeof productFileSchema>;
