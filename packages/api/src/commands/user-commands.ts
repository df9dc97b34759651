import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { pageSchema } from '../page.ts';
import { roleBindingSchema } from '../role.ts';

/** Without a colon, so that no account can be taken for one of another source in the audit log. */
export const userNameSchema = z
  .string()
  .transform((name) => name.toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,63}$/,
        'is not a user name (letters, digits, dots, hyphens, underscores)',
      ),
  );

export const userSchema = z.object({
  id: z.int().positive(),
  /** As audit records name it: `ada`, `directory:ada`. */
  name: z.string(),
  source: z.enum(['local', 'directory', 'oidc']),
  roles: z.array(z.string()),
  /** Groups at the last log-in, of those that come from a directory. */
  groups: z.array(z.string()),
  disabled: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
  /** Of what is edited; send it as If-Match with a change. */
  revision: z.string(),
});
export type User = z.infer<typeof userSchema>;

const name = userNameSchema.describe('the name to sign in with');
const user = z.string().min(1).max(320).describe('the user as `user list` names it');
const roles = z.array(roleBindingSchema).max(50);
const rolesHelp = 'roles, separated by commas; role@label=value counts for machines with that label';

export const userList = defineCommand({
  name: 'user.list',
  permission: 'access:read',
  effect: 'read',
  summary: 'List who can sign in',
  description:
    'Local accounts, and everybody from the directory who has signed in once. What somebody may do comes from the roles here and from the roles of their groups (`group list`).',
  http: { method: 'GET', path: '/users' },
  cli: {
    positionals: [],
    rows: 'users',
    examples: [{ line: 'netberth user list', does: 'who may do what' }],
  },
  input: z.object({ ...pageSchema.shape }),
  output: z.object({ users: z.array(userSchema), next: z.int().positive().nullable() }),
});

export const userAdd = defineCommand({
  name: 'user.add',
  permission: 'access:write',
  effect: 'write',
  summary: 'Make a local account',
  description:
    'Its password is made here and shown once; its owner changes it after signing in. You cannot give roles that may do more than you.',
  http: { method: 'POST', path: '/users' },
  cli: {
    positionals: ['name'],
    examples: [
      { line: 'netberth user add ada --roles operator', does: 'may grant installs' },
      { line: 'netberth user add bob --roles viewer,operator@site=berlin', does: 'only for one site' },
    ],
  },
  input: z.object({ name, roles: roles.default(['viewer']).describe(rolesHelp) }),
  output: userSchema.extend({ password: z.string() }),
});

export const userSet = defineCommand({
  name: 'user.set',
  permission: 'access:write',
  effect: 'write',
  summary: 'Change the roles of a user, or lock the account',
  description:
    'Counts from the next request of that user on. A disabled user is signed out everywhere, and the tokens that this user made stop working.',
  http: { method: 'PATCH', path: '/users/{user}' },
  cli: {
    positionals: ['user'],
    examples: [
      { line: 'netberth user set ada --roles editor', does: 'these roles in place of the old ones' },
      { line: 'netberth user set ada --disabled', does: 'may not sign in any more' },
    ],
  },
  input: z.object({
    user,
    roles: roles.optional().describe(rolesHelp),
    disabled: z.boolean().optional().describe('may not sign in'),
  }),
  output: userSchema,
});

export const userPassword = defineCommand({
  name: 'user.password',
  permission: 'access:write',
  effect: 'write',
  summary: 'Give a local account a new password',
  description: 'It is made here and shown once. The user is signed out everywhere.',
  http: { method: 'POST', path: '/users/{user}/password' },
  cli: {
    positionals: ['user'],
    examples: [{ line: 'netberth user password admin', does: 'for whoever forgot the old one' }],
  },
  input: z.object({ user }),
  output: z.object({ user: z.string(), password: z.string() }),
});

export const userRemove = defineCommand({
  name: 'user.remove',
  permission: 'access:write',
  effect: 'write',
  summary: 'Remove a user',
  description:
    'Signed out everywhere; tokens that this user made stop working. Somebody from the directory can sign in again: take the roles of the group away instead, or disable the user.',
  http: { method: 'DELETE', path: '/users/{user}' },
  cli: { positionals: ['user'], examples: [{ line: 'netberth user remove ada', does: 'has left' }] },
  input: z.object({ user }),
  output: z.object({ removed: z.string() }),
});
