import { catalogueFolder, loadCatalogue } from '@netberth/catalogue/node';
import { textView } from '@netberth/plan';
import { nobody, nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, Step } from './planned-step.ts';

/** Entries of the menu that are of this site. They are files, so no transaction has to be read for them. */
export function menuSteps({ configuration: { menu: wanted }, entries, prune }: Asked): KindPlan {
  if (wanted === undefined) return nothingPlanned;
  const changed = Object.entries(wanted).filter(([file, text]) => entries.get(file) !== text);
  const others = [...entries].filter(([file]) => wanted[file] === undefined);
  const steps = changed.map(([file, text]) => {
    const old = entries.get(file) ?? null;
    const { before, after } = textView(old, text);
    const fields = [{ field: 'text', before, after }];
    return entryStep(file, { action: old === null ? 'add' : 'change', fields, hidden: [old, text] }, text);
  });
  const removals = others.map(([file, text]) =>
    entryStep(file, { action: 'remove', fields: [], hidden: text }, null),
  );
  return {
    steps: [...steps, ...(prune ? removals : [])],
    unchanged: Object.keys(wanted).length - changed.length,
    undescribed: prune ? 0 : others.length,
    problems: changed.length === 0 ? [] : entryFaults(wanted),
  };
}

function entryStep(
  file: string,
  step: Pick<Step, 'action' | 'fields' | 'hidden'>,
  document: string | null,
): Step {
  const command = document === null ? 'menu.entry.remove' : 'menu.entry.set';
  return {
    ...{ kind: 'menu', name: file, ...step, revision: null, touches: nobody, commands: [command] },
    target: `menu-entry:${file}`,
    everyone: 'the menu',
    *run(run) {
      yield* run(command, document === null ? { file } : { file, document });
    },
  };
}

/** What is wrong with them as part of the whole menu, with their lines. */
function entryFaults(wanted: Readonly<Record<string, string>>): KindPlan['problems'] {
  const files = Object.entries(wanted).map(([file, text]) => ({ path: `menu/${file}`, text }));
  const { problems } = loadCatalogue(catalogueFolder, files);
  return problems
    .filter(({ file }) => files.some(({ path }) => path === file))
    .map((problem) => ({
      at: ['menu', problem.file.slice('menu/'.length)],
      message: `line ${problem.line}: ${problem.message}`,
    }));
}
