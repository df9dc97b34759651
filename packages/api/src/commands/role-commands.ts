import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema } from '../machine.ts';
import { permissionSchema } from '../permission.ts';
import { roleNameSchema, roleSchema } from '../role.ts';

export const roleList = defineCommand({
  name: 'role.list',
  permission: 'access:read',
  effect: 'read',
  summary: 'List the roles and what each may do',
  description: 'The five built-in ones, and your own.',
  http: { method: 'GET', path: '/roles' },
  cli: {
    positionals: [],
    rows: 'roles',
    examples: [{ line: 'netberth role list', does: 'what there is' }],
  },
  input: z.object({}),
  output: z.object({ roles: z.array(roleSchema) }),
});

export const roleSet = defineCommand({
  name: 'role.set',
  permission: 'access:write',
  effect: 'write',
  summary: 'Make a role of your own, or change it',
  description:
    'Counts from the next request of everybody who has it. A role that there is already is changed only with --replace, which takes the place of all it allowed. The built-in roles stay as they are, and no role may do more than whoever makes it.',
  http: { method: 'PUT', path: '/roles/{name}' },
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth role set night-shift --permissions machine:read,machine:hold',
        does: 'may only stop things',
      },
      {
        line: 'netberth role set night-shift --permissions machine:read --replace',
        does: 'may only look on from now on',
      },
    ],
  },
  input: z.object({
    name: roleNameSchema.describe('its name'),
    permissions: z.array(permissionSchema).min(1).describe('what it may do, separated by commas'),
    summary: lineSchema(200).default('').describe('what it is for'),
    replace: z.boolean().default(false).describe('change the role if there is one of that name'),
  }),
  output: roleSchema,
});

export const roleRemove = defineCommand({
  name: 'role.remove',
  permission: 'access:write',
  effect: 'write',
  summary: 'Remove a role of your own',
  description:
    'Whoever has it loses what it allows, at the next request; so do the tokens that such a user made.',
  http: { method: 'DELETE', path: '/roles/{name}' },
  cli: { positionals: ['name'], examples: [{ line: 'netberth role remove night-shift', does: 'gone' }] },
  input: z.object({ name: roleNameSchema.describe('its name') }),
  output: z.object({ removed: z.string() }),
});
