import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { reasonField } from './grant-order.ts';

const placeSchema = z.object({
  /** `profile:web`, `webhook:7`. */
  owner: z.string(),
  name: z.string(),
});

export const secretsList = defineCommand({
  name: 'secrets.list',
  permission: 'settings:read',
  effect: 'read',
  summary: 'List what secrets the database holds, and whether this server can read them',
  description:
    'Whose they are and what they are called; never what they are. Also where the key comes from that they are sealed with, and what to do when it is not the right one.',
  http: { method: 'GET', path: '/secrets' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth secrets list', does: 'is the key of this server the right one?' }],
  },
  input: z.object({}),
  output: z.object({
    secrets: z.array(
      placeSchema.extend({
        changedAt: z.iso.datetime(),
        /** This server has its key. */
        readable: z.boolean(),
      }),
    ),
    /** Names the key of the database and tells nothing of it; null: it has none yet. */
    keyId: z.string().nullable(),
    /** Where this server has its keys from. */
    source: z.string(),
    /** Why nothing that needs a secret is served; null: it is. */
    problem: z.string().nullable(),
  }),
});

export const secretsRotate = defineCommand({
  name: 'secrets.rotate',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Seal all secrets of the database with a new key',
  description:
    'In one transaction. The new key is put before the old one in the key file, which other servers of the same database then need too; until they have it, they serve nothing that needs a secret. Where the keys come from a command (secrets.keyCommand), have it print a new key above the old one first. The old key opens older backups: remove its line when there are none left.',
  http: { method: 'POST', path: '/secrets/rotation' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth secrets rotate --reason "who had the key has left"', does: 'a new key' }],
  },
  input: z.object({ reason: reasonField }),
  output: z.object({
    sealed: z.int().nonnegative(),
    keyId: z.string(),
    /** The key before. */
    before: z.string(),
    source: z.string(),
  }),
});

export const secretsReset = defineCommand({
  name: 'secrets.reset',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Give up the secrets whose key is lost',
  description:
    'Removes what this server cannot read, seals the rest with its first key, and lists what is to be given anew: profiles by importing or creating them again, webhooks by making new ones. Only when the key is in no backup.',
  http: { method: 'POST', path: '/secrets/reset' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth secrets reset --reason "the key file is gone"', does: 'start anew' }],
  },
  input: z.object({ reason: reasonField }),
  output: z.object({ removed: z.array(placeSchema), keyId: z.string(), source: z.string() }),
});
