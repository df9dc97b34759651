type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What Jinja would run: Ansible and Salt render what stands in an inventory, and machines tell some of it themselves. */
const templateMark = /\{\{|\{%|\{#/;

/** The value without texts that would be run, and the paths of those that were left out. */
export function untemplated(value: Json, path = ''): { readonly value: Json; readonly leftOut: string[] } {
  if (typeof value === 'string')
    return templateMark.test(value) ? { value: null, leftOut: [path] } : { value, leftOut: [] };
  if (typeof value !== 'object' || value === null) return { value, leftOut: [] };
  const leftOut: string[] = [];
  const clean = (one: Json, name: string) => {
    const cleaned = untemplated(one, path === '' ? name : `${path}.${name}`);
    leftOut.push(...cleaned.leftOut);
    return cleaned.value;
  };
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return { value: items.map((one, index) => clean(one, String(index))), leftOut };
  }
  const named = Object.entries(value as Readonly<Record<string, Json>>);
  const kept = named.filter(([name]) => !templateMark.test(name));
  return { value: Object.fromEntries(kept.map(([name, one]) => [name, clean(one, name)])), leftOut };
}
