import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { longPageSchema, nextSchema } from '../page.ts';
import { webhookEventSchema, webhookEvents, webhookSchema } from '../webhook.ts';

const id = z.coerce.number().int().positive().describe('the id in `webhook list`');

export const webhookCreate = defineCommand({
  name: 'webhook.create',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Have events sent to another program, as they happen',
  description:
    'Each event is one POST of JSON, signed with a secret that is shown only now: the header x-netberth-signature is t=SECONDS,v1=HEX, and HEX the HMAC-SHA256 of "SECONDS.BODY". What is not answered with 2xx is sent again, for a day, less and less often. Addresses of this host are refused unless webhooks.allowLoopback says otherwise.',
  http: { method: 'POST', path: '/webhooks' },
  cli: {
    positionals: ['url'],
    examples: [
      {
        line: 'netberth webhook create https://chat.example/hooks/boot --events machine.failed,alert',
        does: 'tell a chat what wants a person',
      },
    ],
  },
  input: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'is not an http or https URL' })
      .max(1000)
      .describe('where to send them'),
    events: z
      .array(webhookEventSchema)
      .min(1)
      .default([...webhookEvents].filter((event) => event !== 'test'))
      .describe('which ones, separated by commas; default: all'),
  }),
  output: webhookSchema.extend({ secret: z.string() }),
});

export const webhookList = defineCommand({
  name: 'webhook.list',
  permission: 'settings:read',
  effect: 'read',
  summary: 'List where events are sent, and how that goes',
  description: 'What waits, what was given up, and why the last try failed.',
  http: { method: 'GET', path: '/webhooks' },
  cli: {
    positionals: [],
    rows: 'webhooks',
    examples: [{ line: 'netberth webhook list', does: 'all of them' }],
  },
  input: longPageSchema,
  output: z.object({ webhooks: z.array(webhookSchema), next: nextSchema }),
});

export const webhookRemove = defineCommand({
  name: 'webhook.remove',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Send events there no more',
  description: 'What waits for it is not sent either.',
  http: { method: 'DELETE', path: '/webhooks/{id}' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth webhook remove 2', does: 'at once' }] },
  input: z.object({ id }),
  output: z.object({ removed: z.int().positive() }),
});

export const webhookTest = defineCommand({
  name: 'webhook.test',
  permission: 'settings:write',
  effect: 'read',
  summary: 'Send one event now, and say what came back',
  description: 'The event `test`, signed as all are. It is not tried again.',
  http: { method: 'POST', path: '/webhooks/{id}/test' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth webhook test 2', does: 'does it arrive?' }] },
  input: z.object({ id }),
  output: z.object({
    ok: z.boolean(),
    /** HTTP status; null: there was no answer. */
    status: z.int().nullable(),
    failure: z.string().nullable(),
  }),
});
