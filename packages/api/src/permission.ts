import { z } from 'zod';

/** What an actor may do. Roles and tokens are lists of these; every command names exactly one. */
export const permissions = [
  'machine:read',
  'machine:write',
  'machine:grant',
  'machine:hold',
  'media:create',
  'rules:read',
  // What a rule does, it may do only with the permission of that besides.
  'rules:write',
  'power:use',
  'power:write',
  'profile:read',
  'profile:write',
  // To say that an image is non-destructive: from then on machines may boot it without a grant.
  'profile:trust',
  'firmware:read',
  'firmware:write',
  'menu:read',
  'menu:write',
  'access:read',
  'access:write',
  'audit:read',
  'settings:read',
  'settings:write',
  'dhcp:read',
] as const;

export const permissionSchema = z.enum(permissions);
export type Permission = z.infer<typeof permissionSchema>;
