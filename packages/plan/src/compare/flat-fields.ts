import type { FieldView } from './changed-fields.ts';

/** Plain data by the paths of its leaves: `interfaces.0.vlan`. What is null or empty is not there. */
export function flatFields(value: unknown, prefix: string): FieldView {
  if (value === null || value === undefined) return {};
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.length === 0 ? {} : { [prefix]: value.map(String).join(', ') };
  if (typeof value !== 'object')
    return { [prefix]: typeof value === 'string' ? value : JSON.stringify(value) };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, each]) => flatFields(each, `${prefix}.${name}`)),
  ) as FieldView;
}
