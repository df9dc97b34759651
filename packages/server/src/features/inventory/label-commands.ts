import { machineLabel } from '@netberth/api';
import type { InputOf } from '@netberth/api';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { labelsOfAll, setLabelsOfAll } from '../machines/label-store.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { auditTarget } from '../machines/audit-target.ts';
import type { RenderCheckOfMany } from '../provisioning/render-check.ts';
import { checkRenderingsOfAll } from './check-renderings.ts';
import { labelSentence } from './label-sentence.ts';

type Labels = Readonly<Record<string, string>>;

/** The same labels for many machines, in one transaction. */
export function labelCommands(check: RenderCheckOfMany): readonly CommandHandler[] {
  return [labelWith(check)];
}

function labelWith(check: RenderCheckOfMany): CommandHandler {
  return handleWrite(machineLabel, function* (input, actor) {
    const { add, remove, dryRun, reason, ...selection } = input;
    const wanted = wantedLabels(input);
    const selected = yield* selectMachines(selection, actor, 'machine:write');
    const had = yield* labelsOfAll(selected.map(({ id }) => id));
    const isOther = ({ id }: { id: number }) =>
      Object.entries(wanted).some(([name, value]) => (had.get(id)?.[name] ?? '') !== value);
    const machines = selected.filter(isOther);
    const ids = machines.map(({ id }) => id);
    if (!dryRun) {
      yield* setLabelsOfAll(ids, wanted);
      yield* checkRenderingsOfAll(machines, check);
    }
    const sentence = labelSentence({ selected: selected.length, count: ids.length, labels: wanted, dryRun });
    return {
      output: { sentence, dryRun, changed: ids.length, refused: [], refusedCount: 0, proposal: null },
      target: auditTarget(ids),
      before: { labels: groupedLabels(ids, had, Object.keys(wanted)) },
      after: { machines: ids, did: 'label', add, remove, dryRun },
      reason,
    };
  });
}

/** What shall be, by name; empty: none. */
function wantedLabels({ add, remove }: InputOf<typeof machineLabel>): Labels {
  const both = remove.find((name) => Object.hasOwn(add, name));
  if (both !== undefined) throw new CommandRefused('labelBothWays', { name: both });
  const wanted = { ...add, ...Object.fromEntries(remove.map((name) => [name, ''])) };
  if (Object.keys(wanted).length === 0) throw new CommandRefused('noLabels', {});
  return wanted;
}

/** For the audit log: machines that had the same stand together, so that thousands need a line. */
function groupedLabels(
  ids: readonly number[],
  had: ReadonlyMap<number, Labels>,
  names: readonly string[],
): readonly { readonly had: Labels; readonly machines: readonly number[] }[] {
  const groups = new Map<string, { had: Labels; machines: number[] }>();
  for (const id of ids) {
    const own = had.get(id) ?? {};
    const old = Object.fromEntries(
      names.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])),
    );
    const key = JSON.stringify(old);
    const group = groups.get(key) ?? { had: old, machines: [] };
    group.machines.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
