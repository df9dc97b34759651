import { guestFiles } from '../guest/guest-files.ts';
import type { GuestFile } from '../guest/guest-file.ts';
import type { Recipe } from '../recipe/recipe-schema.ts';
import { distributions } from '../system/distributions.ts';
import { installScript, installPrograms } from './install-script.ts';
import { imageProgram, imageScript } from './image-script.ts';
import { initrdScript } from './initrd-script.ts';
import { playbookFiles, playbookPrograms, playbookScript } from './playbook-script.ts';
import type { Moment } from './moment.ts';
import { settleScript } from './settle-script.ts';
import type { NeededProgram } from './needed-program.ts';

export type StageName = 'install' | 'configure' | 'settle' | 'initrd' | 'image';

/**
 * One step of a build: a script for `sh`, run as root in namespaces of its own. `$ROOT` is the folder of the system, `$WORK` one
 * for files of the build, `$OUT` that of the results, `$RECIPE` that of the recipe, `$CACHE` what builds share.
 */
export type Stage = {
  readonly name: StageName;
  /** What a person sees meanwhile. */
  readonly title: string;
  readonly script: string;
  readonly needs: readonly NeededProgram[];
  /** Files that lie in `$WORK` when it begins, by their names there. */
  readonly files: Readonly<Record<string, string>>;
};

export type BuildPlan = {
  /** The system as it comes from the mirror; what it is made of decides whether a kept one will do. */
  readonly install: Stage;
  readonly others: readonly Stage[];
  /** Ours, which come into the system when it is configured. */
  readonly guest: readonly GuestFile[];
};

const shared: readonly NeededProgram[] = [
  { program: 'unshare', package: 'util-linux' },
  { program: 'setpriv', package: 'util-linux' },
  { program: 'chroot', package: 'coreutils' },
];

/**
 * What a recipe comes to, as scripts that nothing has run yet. Pure: the same recipe, version and moment give the same plan.
 * @param moment the date that everything in the image gets
 */
export function buildPlan(recipe: Recipe, version: string, moment: Moment): BuildPlan {
  const guest = guestFiles(recipe, version);
  const { distribution, release } = recipe.system;
  const install: Stage = {
    name: 'install',
    title: `installing ${distribution} ${release} from its mirror`,
    script: installScript(recipe, moment),
    needs: [...shared, ...installPrograms(distributions[distribution].installer)],
    files: {},
  };
  const configure: Stage[] =
    recipe.playbook === undefined
      ? []
      : [
          {
            name: 'configure',
            title: `running the playbook ${recipe.playbook}`,
            script: playbookScript(recipe.playbook),
            needs: playbookPrograms,
            files: playbookFiles(recipe),
          },
        ];
  const settle: Stage = {
    name: 'settle',
    title: 'adding what a live system needs, removing what belongs to one machine',
    script: settleScript(recipe, moment),
    needs: [],
    files: {},
  };
  const initrd: Stage = {
    name: 'initrd',
    title: `making the initrd with ${recipe.live}`,
    script: initrdScript(recipe, moment),
    needs: [],
    files: {},
  };
  const image: Stage = {
    name: 'image',
    title: `making rootfs.${recipe.image}`,
    script: imageScript(recipe, moment),
    needs: [imageProgram[recipe.image]],
    files: {},
  };
  return { install, others: [...configure, settle, initrd, image], guest };
}
