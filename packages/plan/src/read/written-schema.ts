import {
  planLimitsSchema,
  wantedGrantSchema,
  wantedGroupSchema,
  wantedMachineSchema,
  wantedProfileFields,
  wantedProfileSchema,
  wantedRoleSchema,
  writtenRuleSchema,
} from '@netberth/api';
import { z } from 'zod';

const extending = z.string().optional();
const machine = wantedMachineSchema.extend({
  extends: extending.describe('a base: what it says counts, unless it is said here'),
});

/** The kinds of things that a file may describe, by their keys. Published for editors as JSON Schema. */
const writtenFileSchema = z
  .strictObject({
    machines: z.record(z.string(), machine).optional().describe('machines, by host name or MAC'),
    bases: z.record(z.string(), machine).optional().describe('what several machines have in common'),
    profiles: z
      .record(
        z.string(),
        wantedProfileFields
          .partial()
          .extend({ extends: extending.describe('another profile: what it says counts, unless said here') }),
      )
      .optional()
      .describe('saved choices of the catalogue'),
    roles: z.record(z.string(), wantedRoleSchema).optional().describe('roles of your own'),
    groups: z.record(z.string(), wantedGroupSchema).optional().describe('groups of the directory'),
    settings: z.record(z.string(), z.unknown()).optional().describe('settings, as in netberth.yaml'),
    rules: z
      .record(z.string(), writtenRuleSchema)
      .optional()
      .describe('what becomes of machines that meet conditions'),
    grants: z.record(z.string(), wantedGrantSchema).optional().describe('grants, each given once'),
    limits: planLimitsSchema.optional().describe('what an apply may do at most'),
  })
  .describe('A file of a Netberth configuration folder');

/** The same once everything is inherited. */
export const completeFileSchema = writtenFileSchema.extend({
  profiles: z.record(z.string(), wantedProfileSchema).optional(),
});

export const writtenKinds = Object.keys(writtenFileSchema.shape);

/** JSON Schema (2020-12) of a file, for editors. */
export function configurationJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(writtenFileSchema, { io: 'input', unrepresentable: 'any' }),
    title: 'Netberth configuration',
  };
}
