import { z } from 'zod';
import type { Setting } from './setting.ts';

export const webhookSettings = {
  'webhooks.allowLoopback': {
    schema: z.union([z.boolean(), z.stringbool()], 'is neither true nor false'),
    preset: 'false',
    group: 'Running',
    help: 'let webhooks be sent to this host itself and to link-local addresses, which no service beyond it can reach',
    placeholder: '',
    wanted: 'true or false',
  },
} as const satisfies Readonly<Record<string, Setting>>;
