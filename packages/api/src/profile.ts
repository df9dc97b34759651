import { z } from 'zod';
import { taskNameSchema } from './task-name.ts';

/** What a machine must prove before it is served: nothing, or that it came from a medium that was made for it. */
export const proofSchema = z.enum(['none', 'key']);
export type Proof = z.infer<typeof proofSchema>;

/** Names become URL segments, folder names and KIWIspray states: no comma, slash, blank or leading dot. */
export const profileNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/, 'is not a profile name (letters, digits, . _ + -, at most 64)')
  .refine((name) => !['new', 'finished', 'disk', 'menu', 'wait'].includes(name), 'is a reserved word');

/** Below the profile's folder, `/` between segments. */
export const imagePathSchema = z
  .string()
  .max(512)
  .regex(
    /^[A-Za-z0-9_@+][A-Za-z0-9._@+-]*(\/[A-Za-z0-9_@+][A-Za-z0-9._@+-]*)*$/,
    'is not a file of the image',
  );

export const imageFileSchema = z.object({
  path: imagePathSchema,
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** `image` is what the installer writes to disk: most of it fetched means the boot has started. */
  role: z.enum(['kernel', 'initrd', 'image', 'template', 'other']),
});
export type ImageFile = z.infer<typeof imageFileSchema>;

/** The id of a product, of one of its questions or inputs. */
const catalogueNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not a name of the catalogue');

/**
 * What a profile comes to when it boots.
 * `linux`: our renderer writes the script; `args` and answer files are liquid templates.
 * `kiwispray`: the image brings its own iPXE script in KIWIspray's `@name@` dialect.
 * `live`: a live image of `netberth live build`; `args` and the files for each machine are liquid templates.
 * `choice`: what a person would choose in the menu of the catalogue.
 */
export const bootSpecSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('linux'),
    kernel: imagePathSchema,
    initrds: z.array(imagePathSchema),
    args: z.string().max(4096),
    /** What it boots sends the disk of the machine (`/capture`). */
    captures: z.literal(true).exactOptional(),
  }),
  z.object({ method: z.literal('kiwispray'), template: imagePathSchema }),
  z.object({
    method: z.literal('live'),
    version: z.string(),
    /** What its initrd is made with. */
    live: z.enum(['dracut', 'live-boot']),
    /** Who brings its network up. */
    network: z.enum(['networkd', 'networkmanager']),
    kernel: imagePathSchema,
    initrd: imagePathSchema,
    /** The system, which stays in memory. */
    root: imagePathSchema,
    args: z.string().max(4096),
    memoryMib: z.int().positive(),
    /** What it does, where the image can do tasks. */
    task: taskNameSchema.exactOptional(),
    /** Who may sign in as root; liquid templates. */
    sshKeys: z.array(z.string().max(4096)),
    /** Made for each machine by their liquid templates, at these paths of the running system. */
    machineFiles: z.array(
      z.object({
        path: z.string(),
        template: imagePathSchema,
        mode: z.string().regex(/^0?[0-7]{3}$/),
        owner: z.string().regex(/^[a-z_][a-z0-9_-]*(:[a-z_][a-z0-9_-]*)?$/),
      }),
    ),
  }),
  z.object({
    method: z.literal('choice'),
    product: catalogueNameSchema,
    /** Answers to the questions of the product; of one that is left out the first that is offered. */
    choice: z.record(catalogueNameSchema, z.string().min(1).max(128)),
    /** By the names of the product's inputs; liquid templates. */
    inputs: z.record(catalogueNameSchema, z.string().max(1024)),
    /** null: the product's first. */
    mirror: z.string().max(1024).nullable(),
    /** null: the machine's own. */
    arch: z.enum(['x86_64', 'i386', 'arm64']).nullable(),
    /** More kernel arguments; a liquid template. */
    args: z.string().max(4096),
    /** What its answer files are filled in with; secrets are shown as `[secret]`. */
    settings: z.record(catalogueNameSchema, z.string().or(z.array(z.string()))),
    /** A machine with this firmware must have it for what lies in memory; left out: it is little, or not known. */
    memoryMib: z
      .object({ bios: z.int().positive().exactOptional(), efi: z.int().positive().exactOptional() })
      .exactOptional(),
  }),
]);
export type BootSpec = z.infer<typeof bootSpecSchema>;

export const profileSchema = z.object({
  name: profileNameSchema,
  destructive: z.boolean(),
  /** After a boot has started, serve it again (up to the grant's `maxStarts`) instead of the disk. */
  retryAfterStart: z.boolean(),
  /** Files are served only to a live boot of this profile. */
  isPrivate: z.boolean(),
  /** `key`: served only to a machine that shows the key of its boot medium. */
  proof: proofSchema,
  spec: bootSpecSchema,
  /** Answer files by the name under `/config/<id>/<bootid>/`: the liquid template's path in the image. */
  answers: z.record(z.string(), imagePathSchema),
  /** KIWIspray's post-install script of the image; null: ours. */
  postInstall: imagePathSchema.nullable(),
  files: z.array(imageFileSchema),
  importedAt: z.iso.datetime(),
  importedBy: z.string(),
  /** What a person should know: unresolved placeholders and the like. */
  warnings: z.array(z.string()),
});
export type Profile = z.infer<typeof profileSchema>;

/** A file as one machine would get it. */
export const previewedFileSchema = z.object({
  /** As in its URL: `preseed.cfg`, or `post-install`. */
  name: z.string(),
  text: z.string(),
});
export type PreviewedFile = z.infer<typeof previewedFileSchema>;

/** What one machine would get of a profile; boot ids are shown as `[boot-id]`. */
export const profilePreviewSchema = z.object({
  machineId: z.int().positive(),
  answers: z.array(previewedFileSchema),
  postInstall: z.string().nullable(),
  /** What cannot be made for this machine, and why. */
  problems: z.array(z.string()),
});
export type ProfilePreview = z.infer<typeof profilePreviewSchema>;

/** What an image says of itself in `profile.yaml`, when it has one (our own layout). */
export const profileManifestSchema = z.strictObject({
  kernel: imagePathSchema,
  initrds: z.array(imagePathSchema).default([]),
  args: z.string().max(4096).default(''),
  image: imagePathSchema.optional(),
  answers: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is no name of an answer file (letters, digits, . _ -)'),
      imagePathSchema,
    )
    .default({}),
  postInstall: imagePathSchema.optional(),
  captures: z.boolean().default(false),
  destructive: z.boolean().default(true),
  retryAfterStart: z.boolean().optional(),
  isPrivate: z.boolean().default(false),
  proof: proofSchema.default('none'),
});
export type ProfileManifest = z.infer<typeof profileManifestSchema>;
