import { z } from 'zod';
import { grantOrder } from './commands/grant-order.ts';
import { machineSet } from './commands/machine-commands.ts';
import { lineSchema, labelsSchema, macSchema, metadataSchema } from './machine.ts';
import { permissionSchema } from './permission.ts';
import { profileNameSchema, proofSchema } from './profile.ts';
import { ruleNameSchema, wantedRuleSchema } from './rule.ts';
import { roleBindingSchema, roleNameSchema } from './role.ts';

const fields = machineSet.input.shape;

/** Words as people write them in YAML: a number for a VLAN, a list for name servers. */
function words(field: z.ZodType<unknown, string | undefined>) {
  return z
    .union([z.string(), z.int(), z.array(z.string())])
    .transform((given) => (Array.isArray(given) ? given.join(',') : String(given)))
    .pipe(field as z.ZodType<string | undefined, string>)
    .optional();
}

const textSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A machine as a configuration describes it: only what is said counts, the rest stays as it is. */
export const wantedMachineSchema = z.strictObject({
  hostname: fields.hostname.describe('its host name; without: the name under which it stands here'),
  macs: z.array(macSchema).max(32).optional().describe('its MACs; others that are known stay'),
  serial: fields.serial.describe('its serial number'),
  uuid: fields.uuid.describe('its SMBIOS UUID'),
  address: words(fields.address).describe('192.0.2.10/24, an IPv6 one too, or dhcp, slaac'),
  gateway: words(fields.gateway).describe('the router, one of each family'),
  dns: words(fields.dns).describe('name servers'),
  search: words(fields.search).describe('domains in which it looks up short names'),
  vlan: words(fields.vlan).describe('the 802.1Q tag of its network'),
  mtu: words(fields.mtu).describe('the largest packet of its network, in bytes'),
  card: words(fields.card).describe('the card that it boots by: its MAC or its name'),
  network: fields.network.describe('its whole network, with several cards, VLANs and bonds'),
  labels: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .transform((labels) =>
      Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value ?? '')])),
    )
    .pipe(labelsSchema)
    .optional()
    .describe('labels; null takes one away, others stay'),
  metadata: metadataSchema.optional().describe('values for templates; null takes one away, others stay'),
  resting: fields.resting.describe('what it boots without a grant: disk, menu, or a non-destructive profile'),
  protected: fields.protected.describe('every grant for it needs a second person'),
  proof: fields.proof.describe('key: only with the key of its own boot medium'),
});
export type WantedMachine = z.output<typeof wantedMachineSchema>;

/** A secret that stays what it is on the server, which must have one. */
export const unchangedSchema = z.strictObject({ unchanged: z.literal(true) });

/** The fields of a saved choice of the catalogue. */
export const wantedProfileFields = z.strictObject({
  product: z.string().min(1).max(64).optional().describe('the product, by its id in the catalogue'),
  disc: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('in place of a product: the profile of an ISO that was imported'),
  choice: z.record(z.string(), textSchema).default({}).describe('answers to the questions of the product'),
  input: z
    .record(z.string(), textSchema)
    .default({})
    .describe('what the product takes beside; of an answer file its text: !file PATH'),
  answers: z.enum(['default']).optional().describe('the answer file that comes with Netberth'),
  set: z
    .record(
      z.string(),
      z.union([textSchema, z.array(z.string()).transform((lines) => lines.join('\n')), unchangedSchema]),
    )
    .default({})
    .describe('what the answer file is filled in with; secrets by !vault'),
  mirror: z.string().max(1024).optional().describe('the URL of a mirror'),
  arch: z.enum(['x86_64', 'i386', 'arm64']).optional().describe('the architecture'),
  args: z.string().max(4096).default('').describe('more kernel arguments, a template'),
  retryAfterStart: z.boolean().default(false).describe('serve it again after the install has started'),
  proof: proofSchema.default('none').describe('key: only for machines that show the key of their medium'),
});

export const wantedProfileSchema = wantedProfileFields.refine(
  ({ product, disc }) => (product === undefined) !== (disc === undefined),
  'needs either a product or a disc',
);
export type WantedProfile = z.output<typeof wantedProfileSchema>;

export const wantedRoleSchema = z.strictObject({
  permissions: z.array(permissionSchema).min(1).describe('what it may do'),
  summary: lineSchema(200).default('').describe('what it is for'),
});

export const wantedGroupSchema = z.strictObject({
  roles: z.array(roleBindingSchema).min(1).max(50).describe('its roles'),
  source: z.enum(['directory', 'oidc']).default('directory').describe('directory, or oidc'),
});

/** Given once to each machine, under this name; what was given is not given again. */
export const wantedGrantSchema = z
  .strictObject({
    machines: z.array(z.string().min(1).max(253)).min(1).max(20_000).optional().describe('these machines'),
    label: z.string().max(320).optional().describe('machines with this label, as name=value'),
    profiles: grantOrder.profiles.describe('profiles, in order'),
    expires: grantOrder.expires,
    maxStarts: z.int().min(1).max(100).default(2).describe('how often one step may start'),
    reason: lineSchema(500).optional().describe('why, for the audit log'),
  })
  .refine(
    ({ machines, label }) => (machines === undefined) !== (label === undefined),
    'needs either machines or a label',
  );
export type WantedGrant = z.output<typeof wantedGrantSchema>;

const limit = z.int().nonnegative().optional();
export const planLimitsSchema = z.strictObject({
  maxGrants: limit.describe('an apply that grants more machines is refused; without: 10'),
  maxRemovals: limit.describe('an apply that removes more is refused; without: 10'),
  maxMachines: limit.describe('an apply that touches more machines is refused'),
  maxProtected: limit.describe('an apply that touches more protected machines is refused'),
});
export type PlanLimits = z.output<typeof planLimitsSchema>;

const fileName = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9_-]*\.(?:yaml|ipxe)$/, 'is no name such as our-linux.yaml or wipe.ipxe');

/** A rule as people write it in YAML: a number for a rack. */
export const writtenRuleSchema = wantedRuleSchema.extend({
  labels: z
    .record(z.string(), textSchema)
    .pipe(labelsSchema)
    .default({})
    .describe(wantedRuleSchema.shape.labels.description ?? ''),
});

/** What a folder says, read and checked: a kind that is absent is not described at all. */
export const configurationSchema = z.strictObject({
  machines: z.record(z.string().min(1).max(253), wantedMachineSchema).optional(),
  profiles: z.record(profileNameSchema, wantedProfileSchema).optional(),
  roles: z.record(roleNameSchema, wantedRoleSchema).optional(),
  groups: z.record(z.string().min(1).max(320), wantedGroupSchema).optional(),
  settings: z.record(z.string().min(1).max(64), textSchema.pipe(z.string().max(10_000))).optional(),
  menu: z.record(fileName, z.string().max(64 * 1024)).optional(),
  rules: z.record(ruleNameSchema, writtenRuleSchema).optional(),
  grants: z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/), wantedGrantSchema).optional(),
  limits: planLimitsSchema.optional(),
});
export type Configuration = z.output<typeof configurationSchema>;

/** In this order they are applied; removals come last, the other way round. */
export const planKinds = ['role', 'group', 'setting', 'menu', 'profile', 'machine', 'rule', 'grant'] as const;

const changedFieldSchema = z.object({
  /** `labels.rack`; of a text `text`. */
  field: z.string(),
  /** null: not there. Secrets are `(secret)` and `(secret, changed)`. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ChangedField = z.infer<typeof changedFieldSchema>;

export const planChangeSchema = z.object({
  /** Stands for this change and nothing else: what it is about, what it was, what it becomes. */
  id: z.string(),
  kind: z.enum(planKinds),
  name: z.string(),
  action: z.enum(['add', 'change', 'remove', 'grant']),
  fields: z.array(changedFieldSchema),
  /** How many known machines notice it. */
  machines: z.int().nonnegative(),
  /** The folder says what it said when it was applied last; somebody has changed the server since. */
  isDrift: z.boolean(),
  /** Who changed it last and by which command, where the audit log is for who asks. */
  lastChange: z.object({ by: z.string(), at: z.iso.datetime(), command: z.string() }).nullable(),
});
export type PlanChange = z.infer<typeof planChangeSchema>;

export const planSchema = z.object({
  /** Of all changes: another state of the server, or another folder, gives another one. */
  id: z.string(),
  madeAt: z.iso.datetime(),
  /** The id of the server that made it; its ids mean nothing to another. */
  server: z.string(),
  prune: z.boolean(),
  changes: z.array(planChangeSchema),
  /** How many things are as the folder says. */
  unchanged: z.int().nonnegative(),
  /** What the server has besides, of the kinds that the folder describes; it stays, unless pruned. */
  undescribed: z.record(z.string(), z.int().nonnegative()),
  radius: z.object({
    machines: z.int().nonnegative(),
    protected: z.int().nonnegative(),
    grants: z.int().nonnegative(),
    removals: z.int().nonnegative(),
    /** It changes what everybody finds: the menu, settings. */
    everyone: z.array(z.string()),
  }),
  /** Why its grants are proposed and not given; null: one person is enough, or nothing is granted. */
  secondPerson: z.string().nullable(),
  limits: z.array(
    z.object({
      name: z.string(),
      limit: z.int().nonnegative(),
      value: z.int().nonnegative(),
      ok: z.boolean(),
    }),
  ),
  /** What stands in the way of an apply, by its place in the configuration. */
  problems: z.array(z.object({ at: z.array(z.string()), message: z.string() })),
  notes: z.array(z.string()),
});
export type Plan = z.infer<typeof planSchema>;

/** What a folder said when it was applied last, and what people have done since. */
export const appliedSchema = z.object({
  /** The newest first, at most 10; none for who may not read the audit log. */
  applies: z.array(
    z.object({
      at: z.iso.datetime(),
      by: z.string(),
      changes: z.int().nonnegative(),
      machines: z.int().nonnegative(),
      grants: z.int().nonnegative(),
      reason: z.string().nullable(),
    }),
  ),
  /** How much of each kind folders describe, of the kinds that who asks may read. */
  described: z.array(
    z.object({
      kind: z.enum(planKinds),
      count: z.int().positive(),
      /** When the newest of them was applied. */
      appliedAt: z.iso.datetime(),
    }),
  ),
  /** What was changed otherwise since it was applied, the newest first, at most 200. Whether it differs now, a plan says. */
  changed: z.array(
    z.object({
      kind: z.enum(planKinds),
      name: z.string(),
      appliedAt: z.iso.datetime(),
      changedAt: z.iso.datetime(),
      /** null: the audit log is not for who asks. */
      by: z.string().nullable(),
      command: z.string().nullable(),
    }),
  ),
});
export type AppliedConfiguration = z.infer<typeof appliedSchema>;
