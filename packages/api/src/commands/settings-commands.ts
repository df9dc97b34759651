import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { reasonField } from './grant-order.ts';

export const settingSchema = z.object({
  /** As in netberth.yaml: `menu.timeout`. */
  name: z.string(),
  /** As it would be written; secrets as `[secret]`. */
  value: z.string(),
  /** `default`, `netberth.yaml:3`, `NETBERTH_NEW_MACHINES`, `--new-machines`, `netberth settings set`. */
  source: z.string(),
  /** It can be set while the server runs. */
  adjustable: z.boolean(),
  help: z.string(),
  wanted: z.string(),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
  /** Send it as If-Match with a change. */
  revision: z.string(),
});
export type SettingView = z.infer<typeof settingSchema>;

const name = z.string().min(1).max(64).describe('its name, as in netberth.yaml: menu.timeout');

export const settingsList = defineCommand({
  name: 'settings.list',
  permission: 'settings:read',
  effect: 'read',
  summary: 'List the settings, what each is, and where that comes from',
  description:
    'Flags win over the environment, that over netberth.yaml, that over `settings set`, that over the default.',
  http: { method: 'GET', path: '/settings' },
  cli: {
    positionals: [],
    rows: 'settings',
    examples: [{ line: 'netberth settings list', does: 'all of them' }],
  },
  input: z.object({}),
  output: z.object({ settings: z.array(settingSchema) }),
});

export const settingsSet = defineCommand({
  name: 'settings.set',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Set something while the server runs',
  description:
    'It counts at once, on other servers of the same database within seconds, and is kept. Only for settings that `settings list` calls adjustable and that no flag, variable or line of netberth.yaml says: what decides who may do what is read at the start alone.',
  http: { method: 'PUT', path: '/settings/{name}' },
  cli: {
    positionals: ['name', 'value'],
    examples: [
      { line: 'netberth settings set newMachines menu', does: 'new machines get the menu from now on' },
      { line: 'netberth settings set menu.timeout 0', does: 'the menu waits for ever' },
    ],
  },
  input: z.object({ name, value: z.string().max(10_000).describe('what it is to be'), reason: reasonField }),
  output: settingSchema,
});

export const settingsUnset = defineCommand({
  name: 'settings.unset',
  permission: 'settings:write',
  effect: 'write',
  summary: 'Take back what was set while the server ran',
  description: 'The default counts again, at once.',
  http: { method: 'DELETE', path: '/settings/{name}' },
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth settings unset newMachines', does: 'as if nobody had set it' }],
  },
  input: z.object({ name, reason: reasonField }),
  output: settingSchema,
});
