import { texts } from '../../texts/texts.ts';

/** In words; one that has none yet, by its name. */
export function permissionText(permission: string): string {
  const words: Readonly<Record<string, string>> = texts.permissions;
  return words[permission] ?? permission;
}
