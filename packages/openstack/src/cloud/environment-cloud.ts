import type { Mapping } from './mapping.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** These choose a cloud; alone they describe none. */
const selectors = new Set([
  'OS_CLOUD',
  'OS_CLOUD_NAME',
  'OS_REGION_NAME',
  'OS_CLIENT_CONFIG_FILE',
  'OS_CLIENT_SECURE_FILE',
  'OS_CLIENT_VENDOR_FILE',
]);

/** The cloud that `OS_AUTH_URL` and its companions describe, in the words of `clouds.yaml`; null: none. */
export function environmentCloud(environment: Environment): Mapping | null {
  const said = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('OS_') && value !== undefined && value !== '' ? [[name, value] as const] : [],
  );
  if (said.every(([name]) => selectors.has(name))) return null;
  const described = said.filter(([name]) => !selectors.has(name) || name === 'OS_REGION_NAME');
  return Object.fromEntries(described.map(([name, value]) => [name.slice(3).toLowerCase(), value]));
}
