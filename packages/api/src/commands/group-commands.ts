import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
import { longPageSchema, nextSchema } from '../page.ts';
import { roleBindingSchema } from '../role.ts';

export const groupSchema = z.object({
  id: z.int().positive(),
  source: z.enum(['directory', 'oidc']),
  group: z.string(),
  roles: z.array(z.string()),
  revision: z.string(),
});

const group = lineSchema(320).min(1).describe('its DN or its name in the directory');

export const groupList = defineCommand({
  name: 'group.list',
  permission: 'access:read',
  effect: 'read',
  summary: 'List the groups that give roles',
  description: 'Groups of the directory.',
  http: { method: 'GET', path: '/groups' },
  cli: {
    positionals: [],
    rows: 'groups',
    examples: [{ line: 'netberth group list', does: 'which group may do what' }],
  },
  input: longPageSchema,
  output: z.object({ groups: z.array(groupSchema), next: nextSchema }),
});

export const groupSet = defineCommand({
  name: 'group.set',
  permission: 'access:write',
  effect: 'write',
  summary: 'Give a group of the directory, or of single sign-on, roles',
  description:
    'Its members have them from their next request on; so have members of groups inside it. Upper and lower case do not matter.',
  http: { method: 'POST', path: '/groups' },
  cli: {
    positionals: ['group'],
    examples: [
      { line: 'netberth group set "Netberth Operators" --roles operator', does: 'by name' },
      {
        line: 'netberth group set boot-admins --roles administrator --source oidc',
        does: 'of single sign-on',
      },
      {
        line: 'netberth group set "CN=Berlin,OU=Groups,DC=example,DC=org" --roles operator@site=berlin',
        does: 'by DN, for one site',
      },
    ],
  },
  input: z.object({
    group,
    roles: z.array(roleBindingSchema).min(1).max(50).describe('roles, separated by commas'),
    source: z
      .enum(['directory', 'oidc'])
      .default('directory')
      .describe('where the group is: the directory, or the claims of single sign-on'),
  }),
  output: groupSchema,
});

export const groupRemove = defineCommand({
  name: 'group.remove',
  permission: 'access:write',
  effect: 'write',
  summary: 'Take the roles of a group away',
  description: 'Its members lose them at their next request.',
  http: { method: 'DELETE', path: '/groups/{id}' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth group remove 2', does: 'the id in group list' }] },
  input: z.object({ id: z.coerce.number().int().positive().describe('the id in `group list`') }),
  output: z.object({ removed: z.int().positive() }),
});
