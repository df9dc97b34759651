import { z } from 'zod';
import { netStyleNames } from '../network/net-style-name.ts';
import { architectures } from '../platform.ts';
import { conditionSchema } from './condition.ts';
import { templateSchema, wordTemplateSchema } from './word-schemas.ts';

/** A kernel argument, or one that applies only sometimes. It is left out when an input in it is not given. */
export const argumentSchema = z.union(
  [
    templateSchema.min(1).transform((arg) => ({ arg, when: undefined })),
    z.strictObject({ arg: templateSchema.min(1), when: conditionSchema }),
  ],
  { error: 'is not an argument: wanted a text in quotes, or { arg, when }' },
);
export type Argument = z.output<typeof argumentSchema>;

const initrdObject = z.strictObject({
  url: wordTemplateSchema.optional(),
  /** Several files that follow each other in memory, for one that was cut apart. */
  parts: z.array(wordTemplateSchema).min(2).optional(),
  /** Put the file there in the initrd, instead of taking it for an initrd itself. */
  path: wordTemplateSchema.optional(),
  /** Octal, of the file at `path`. */
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'is not a file mode: wanted octal digits in quotes, such as "755"')
    .optional(),
  /** Go on without it when it cannot be fetched. */
  optional: z.boolean().default(false),
  when: conditionSchema.optional(),
});

/** An initrd, or a file that is put into it. */
export const initrdSchema = z
  .union([wordTemplateSchema.transform((url) => initrdObject.parse({ url })), initrdObject], {
    error: 'is not an initrd: wanted a URL, or { url, path, mode, optional, parts, when }',
  })
  .refine(
    ({ url, parts }) => (url === undefined) !== (parts === undefined),
    'wants url or parts, one of them',
  );
export type InitrdSource = z.output<typeof initrdSchema>;

const every = {
  when: conditionSchema.optional(),
  args: z.array(argumentSchema).default([]),
  net: z.enum(netStyleNames).optional(),
};

/** One way to boot a product. For each choice exactly one variant of it must apply. */
export const bootVariantSchema = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('linux'),
    ...every,
    kernel: wordTemplateSchema,
    initrd: z.array(initrdSchema).default([]),
    /** UEFI Secure Boot: the loader that vouches for the kernel. iPXE passes over it where it is not needed. */
    shim: z.partialRecord(z.enum(architectures), wordTemplateSchema).optional(),
  }),
  z.strictObject({ method: z.literal('efi'), ...every, image: wordTemplateSchema }),
  z.strictObject({
    method: z.literal('memdisk'),
    ...every,
    image: wordTemplateSchema,
    /** `iso`, `harddisk` or `floppy`. */
    disk: wordTemplateSchema,
  }),
  z.strictObject({ method: z.literal('sanboot'), ...every, image: wordTemplateSchema }),
  z.strictObject({ method: z.literal('wimboot'), ...every, initrd: z.array(initrdSchema).min(1) }),
  z.strictObject({
    method: z.literal('multiboot'),
    ...every,
    kernel: wordTemplateSchema,
    modules: z.array(
      z.strictObject({
        url: wordTemplateSchema,
        args: z.array(argumentSchema).default([]),
        when: conditionSchema.optional(),
      }),
    ),
  }),
  z.strictObject({
    method: z.literal('esxi'),
    ...every,
    /** The folder of the unpacked ISO. */
    base: wordTemplateSchema,
    /** Its boot.cfg, rewritten for the network. `args` are for its `kernelopt`. */
    config: wordTemplateSchema,
    /** In place of `config` where the input in it was given. */
    ownConfig: wordTemplateSchema.optional(),
  }),
  z.strictObject({ method: z.literal('chain'), ...every, script: wordTemplateSchema }),
]);
export type BootVariant = z.output<typeof bootVariantSchema>;
