import type { Permission } from '@netberth/api';

/** What each permission lets somebody do. */
export const englishPermissions = {
  'machine:read': 'see machines',
  'machine:write': 'change machines',
  'machine:grant': 'grant installs',
  'machine:hold': 'hold machines',
  'media:create': 'make boot media, and revoke them',
  'power:use': 'switch machines on and off',
  'power:write': 'say how machines are switched',
  'rules:read': 'see and try rules',
  'rules:write': 'set rules, for what they do themselves',
  'profile:read': 'see profiles',
  'profile:write': 'change profiles',
  'profile:trust': 'say that an image is not destructive',
  'firmware:read': 'see firmware',
  'firmware:write': 'install firmware',
  'menu:read': 'see what is kept of the menu',
  'menu:write': 'keep files of the menu, and remove them',
  'access:read': 'see who may do what',
  'access:write': 'change who may do what',
  'audit:read': 'read the audit log',
  'settings:read': 'see the settings',
  'settings:write': 'change settings',
  'dhcp:read': 'see what DHCP answers',
} satisfies Partial<Record<Permission, string>> as Partial<Record<Permission, string>>;
