import type { Permission } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

/** In words; one that has none yet, by its name. */
export function permissionText(permission: Permission): string {
  return texts.permissions[permission] ?? permission;
}
