import { mediaDefinitions } from './media/media-definitions.ts';
import { menuDefinitions } from './menu/menu-definitions.ts';
import { openstackDefinitions } from './openstack/openstack-definitions.ts';
import { publishDefinitions } from './publish/publish-definitions.ts';
import { statsImport } from './stats/stats-definitions.ts';
import { vaultDefinitions } from './vault/vault-definitions.ts';

/** Every verb that runs in this process, in the order that help shows them. */
export const localDefinitions = [
  ...menuDefinitions,
  ...publishDefinitions,
  statsImport,
  ...mediaDefinitions,
  ...openstackDefinitions,
  ...vaultDefinitions,
] as const;
