import { settingsList } from '@netberth/api';
import type { SettingView } from '@netberth/api';
import { changedFields } from '@netberth/plan';
import type { Reading } from '../../database/work.ts';
import { nobody, nothingPlanned } from './planned-step.ts';
import type { Asked, KindPlan, PlanSources, Step } from './planned-step.ts';
import { readByCommand } from './read-by-command.ts';

const setByCommand = 'netberth settings set';

export function* settingSteps(sources: PlanSources, asked: Asked): Reading<KindPlan> {
  const wanted = asked.configuration.settings;
  if (wanted === undefined) return nothingPlanned;
  const { settings } = yield* readByCommand(sources, settingsList, {}, asked.actor);
  const known = new Map(settings.map((setting) => [setting.name, setting]));
  const problems: KindPlan['problems'][number][] = [];
  const steps = Object.entries(wanted).flatMap(([name, value]) => {
    const old = known.get(name);
    const why = whyNot(old, value);
    if (why !== null) problems.push({ at: ['settings', name], message: why });
    if (why !== null || old === undefined || old.value === value) return [];
    const fields = changedFields({ value: old.value }, { value });
    return [settingStep(old, { action: 'change', fields, command: 'settings.set', input: { name, value } })];
  });
  const others = settings.filter(({ name, source }) => source === setByCommand && wanted[name] === undefined);
  const removals = others.map((setting) =>
    settingStep(setting, {
      ...{ action: 'remove', command: 'settings.unset', input: { name: setting.name } },
      fields: [{ field: 'value', before: setting.value, after: null }],
    }),
  );
  return {
    steps: [...steps, ...(asked.prune ? removals : [])],
    unchanged: Object.keys(wanted).length - steps.length - problems.length,
    undescribed: asked.prune ? 0 : others.length,
    problems,
  };
}

function whyNot(old: SettingView | undefined, value: string): string | null {
  if (old === undefined) return 'is no setting of the server; netberth settings list names them';
  if (old.adjustable || old.value === value) return null;
  return `cannot be set while the server runs: it is "${old.value}" (${old.source}); change it in netberth.yaml`;
}

type Made = Pick<Step, 'action' | 'fields'> & { readonly command: string; readonly input: object };

function settingStep({ name, revision }: SettingView, { action, fields, command, input }: Made): Step {
  return {
    ...{ kind: 'setting', name, action, fields, revision, touches: nobody, commands: [command] },
    target: `setting:${name}`,
    everyone: `the setting ${name}`,
    *run(run) {
      yield* run(command, { ...input }, revision);
    },
  };
}
