import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
import { pageSchema } from '../page.ts';
import { powerDriverSchema, powerSettingsSchema, powerStatusSchema } from '../power.ts';
import { reasonField } from './grant-order.ts';
import { machineField as machine } from './machine-field.ts';

const switchField = z.boolean().default(false);
export const powerList = defineCommand({
  name: 'power.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List the machines that can be switched, and by what',
  description: 'Passwords are never shown. The state is what was seen last; `power status` asks now.',
  narrows: true,
  http: { method: 'GET', path: '/power/machines' },
  cli: {
    positionals: [],
    rows: 'machines',
    examples: [{ line: 'netberth power list', does: 'by which driver, at which address' }],
  },
  input: z.object({ ...pageSchema.shape }),
  output: z.object({ machines: z.array(powerSettingsSchema), next: z.int().positive().nullable() }),
});

export const fingerprintSchema = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(
    z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'is not a SHA-256 fingerprint: AA:BB:… (32 bytes)'),
  );

/** How a machine is switched, as a person says it. */
export const powerWords = {
  driver: powerDriverSchema.describe('ipmi, redfish, wol or hook'),
  address: lineSchema(300)
    .optional()
    .describe(
      'of the BMC: host or address; redfish: also https://HOST:PORT; wol: where packets are broadcast; hook: told to it',
    ),
  port: z.coerce.number().int().min(1).max(65_535).optional().describe('another port than the usual one'),
  user: lineSchema(64).optional().describe('the name that the BMC knows'),
  hook: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not the name of a hook')
    .optional()
    .describe('the hook, as the setting power.hooks names it'),
  cipher: z.coerce
    .number()
    .int()
    .min(0)
    .max(17)
    .optional()
    .describe('the cipher suite of IPMI, where the BMC cannot say which it has: 17 or 3'),
  tlsFingerprint: fingerprintSchema
    .optional()
    .describe(
      'SHA-256 of the certificate, which then counts whoever has signed it; tells it when it is missing',
    ),
  legacyTls: switchField.describe(
    'also TLS 1.0 and 1.1 and old ciphers, which can be broken: better new firmware',
  ),
  system: lineSchema(200)
    .optional()
    .describe('where one Redfish service has several systems: the Id of this one'),
  untested: switchField.describe('store it although it cannot be reached now'),
};

export const powerConfigure = defineCommand({
  name: 'power.configure',
  permission: 'power:write',
  effect: 'write',
  summary: 'Say how a machine is switched',
  description:
    'It is tried at once, and refused when that fails, unless `untested` is set. The password is sealed in the database and never shown again.',
  http: { method: 'PUT', path: '/machines/{machine}/power' },
  cli: {
    positionals: ['machine'],
    behind: 'power set',
    examples: [
      {
        line: 'netberth power set 7 --driver ipmi --address 192.0.2.107 --user admin',
        does: 'asks for the password',
      },
    ],
  },
  input: z.object({
    machine,
    ...powerWords,
    password: z.string().max(256).optional().describe('of that user; of a hook: what it is sent or told'),
    reason: reasonField,
  }),
  output: powerSettingsSchema.extend({
    /** What was seen when it was tried; null: it was not, or cannot be. */
    seen: powerStatusSchema.nullable(),
  }),
});

export const powerUnset = defineCommand({
  name: 'power.unset',
  permission: 'power:write',
  effect: 'write',
  summary: 'Forget how a machine is switched, its password too',
  description: 'What was ordered and has not begun is cancelled.',
  http: { method: 'DELETE', path: '/machines/{machine}/power' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth power unset 7', does: 'nothing switches it' }],
  },
  input: z.object({ machine }),
  output: z.object({ machine: z.int().positive() }),
});
