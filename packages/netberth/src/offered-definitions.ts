import { commandList } from '@netberth/api';
import { tokenOwn, tokenOwnList, tokenOwnRevoke } from './account/account-definitions.ts';
import type { VerbDefinition } from './command-line/local-definition.ts';
import { dbDefinitions } from './db/db-definitions.ts';
import { machineImportHere } from './import/import-definition.ts';
import { liveDefinitions } from './live/live-definitions.ts';
import { mediaDefinitions } from './media/media-definitions.ts';
import { menuDefinitions } from './menu/menu-definitions.ts';
import { openstackDefinitions } from './openstack/openstack-definitions.ts';
import { planDefinitions } from './plan/plan-definitions.ts';
import { powerSet } from './power/power-definitions.ts';
import { publishDefinitions } from './publish/publish-definitions.ts';
import { statsImport } from './stats/stats-definitions.ts';
import { vaultDefinitions } from './vault/vault-definitions.ts';

/** Every verb that runs in this process, in the order that help shows them. */
const localDefinitions = [
  machineImportHere,
  ...planDefinitions,
  ...menuDefinitions,
  ...publishDefinitions,
  statsImport,
  ...mediaDefinitions,
  ...liveDefinitions,
  ...openstackDefinitions,
  powerSet,
  ...vaultDefinitions,
  ...dbDefinitions,
  ...[tokenOwn, tokenOwnList, tokenOwnRevoke],
] as const;

/** Every verb of the command line: those of the server, but for those that a verb of this process sends. */
export const offeredDefinitions: readonly VerbDefinition[] = [
  ...commandList.filter((definition: VerbDefinition) => definition.cli.behind === undefined),
  ...localDefinitions,
];
