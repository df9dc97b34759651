import { z } from 'zod';
import { permissions } from './permission.ts';
import type { Permission } from './permission.ts';

export type Role = {
  readonly name: string;
  readonly summary: string;
  readonly permissions: readonly Permission[];
};

const reading: readonly Permission[] = [
  'machine:read',
  'profile:read',
  'firmware:read',
  'menu:read',
  'dhcp:read',
  'rules:read',
];

/**
 * The roles that are always there. Who says what is installed (editor) cannot install it, who installs (operator)
 * cannot say what, and who looks on (auditor) can do neither.
 */
export const builtInRoles: readonly Role[] = [
  { name: 'viewer', summary: 'sees machines, profiles and firmware', permissions: reading },
  {
    name: 'operator',
    summary: 'grants installs, revokes them, holds machines, makes boot media, switches machines on and off',
    permissions: [...reading, 'machine:grant', 'machine:hold', 'media:create', 'rules:write', 'power:use'],
  },
  {
    name: 'editor',
    summary: 'changes machines, profiles, firmware and the menu; installs nothing',
    permissions: [
      ...reading,
      'machine:write',
      'profile:write',
      'firmware:write',
      'menu:write',
      'rules:write',
      'power:write',
    ],
  },
  {
    name: 'auditor',
    summary: 'reads everything, the audit log too; changes nothing',
    permissions: permissions.filter((permission) => permission.endsWith(':read')),
  },
  { name: 'administrator', summary: 'may do everything', permissions },
];

export const roleNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not a role name (lower-case letters, digits, hyphens)');

/** A role that somebody has, everywhere or for machines with one label: `operator`, `operator@site=berlin`. */
export const roleBindingSchema = z
  .string()
  .max(320)
  .regex(
    /^[a-z][a-z0-9-]{0,39}(@[A-Za-z0-9][A-Za-z0-9_.-]{0,62}=[^,@\s][^,\p{Cc}]{0,199})?$/u,
    'is not a role like operator, or operator@site=berlin for the machines with that label',
  );

export const roleSchema = z.object({
  name: z.string(),
  summary: z.string(),
  permissions: z.array(z.string()),
  /** Always there, cannot be changed. */
  builtIn: z.boolean(),
  revision: z.string(),
});
