import { accountVerbs } from './account/account-verbs.ts';
import { dbVerbs } from './db/db-verbs.ts';
import { machineImportHere } from './import/import-definition.ts';
import { machinesImportedText } from './output/machine-change-text.ts';
import { localVerb, type LocalVerb } from './local-verb.ts';
import { liveVerbs } from './live/live-verbs.ts';
import { mediaVerbs } from './media/media-verbs.ts';
import { openstackVerbs } from './openstack/openstack-verbs.ts';
import { planVerbs } from './plan/plan-verbs.ts';
import { powerVerbs } from './power/power-verbs.ts';
import { publishVerbs } from './publish/publish-verbs.ts';
import { statsVerbs } from './stats/stats-verbs.ts';
import { vaultVerbs } from './vault/vault-verbs.ts';
import { menuCheck, menuPassword, menuRender, menuSpecs } from './menu/menu-definitions.ts';
import { menuSimulate } from './menu/simulate/simulate-definition.ts';
import { storyText } from './menu/simulate/story-text.ts';
import { menuCheckText, menuPasswordText, menuRenderText, menuSpecsText } from './menu/menu-texts.ts';

/** What these verbs import is large, so it is loaded when one of them runs. */
const localVerbs: readonly LocalVerb[] = [
  localVerb(
    machineImportHere,
    async (input, surroundings) =>
      (await import('./import/import-machines.ts')).importMachines(input, surroundings),
    machinesImportedText,
  ),
  localVerb(
    menuSpecs,
    async (input) => (await import('./menu/list-specs.ts')).listSpecs(input),
    menuSpecsText,
  ),
  localVerb(
    menuCheck,
    async (input, surroundings) => (await import('./menu/check-menu.ts')).checkMenu(input, surroundings),
    menuCheckText,
  ),
  localVerb(
    menuPassword,
    async (input) => (await import('./menu/make-password.ts')).makePassword(input),
    menuPasswordText,
  ),
  localVerb(
    menuRender,
    async (input) => (await import('./menu/render-menu.ts')).renderMenu(input),
    menuRenderText,
  ),
  localVerb(
    menuSimulate,
    async (input) => (await import('./menu/simulate/simulate-script.ts')).simulateScript(input),
    storyText,
  ),
  ...planVerbs,
  ...publishVerbs,
  ...powerVerbs,
  ...mediaVerbs,
  ...liveVerbs,
  ...openstackVerbs,
  ...statsVerbs,
  ...vaultVerbs,
  ...dbVerbs,
  ...accountVerbs,
];

/** The verb of this name that needs no server, if it is one. */
export function localVerbOf(name: string): LocalVerb | undefined {
  return localVerbs.find(({ name: known }) => known === name);
}
