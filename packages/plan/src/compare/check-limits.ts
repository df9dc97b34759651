import type { Plan, PlanLimits } from '@netberth/api';

/** Of what cannot be taken back, ten unless somebody says otherwise. */
const presets = { maxGrants: 10, maxRemovals: 10 } as const;

/** What a plan does against the limits of its folder and those of whoever applies it; the smaller counts. */
export function checkLimits(radius: Plan['radius'], own: PlanLimits, given: PlanLimits): Plan['limits'] {
  const values = {
    maxGrants: radius.grants,
    maxRemovals: radius.removals,
    maxMachines: radius.machines,
    maxProtected: radius.protected,
  };
  return (Object.keys(values) as (keyof typeof values)[]).flatMap((name) => {
    const said = [own[name], given[name]].filter((one) => one !== undefined);
    const preset = name === 'maxGrants' || name === 'maxRemovals' ? presets[name] : undefined;
    const limit = said.length > 0 ? Math.min(...said) : preset;
    return limit === undefined ? [] : [{ name, limit, value: values[name], ok: values[name] <= limit }];
  });
}
