/** What a YAML file or the environment says, before it is typed. */
export type Mapping = { readonly [name: string]: unknown };

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function mappingIn(value: unknown, name: string): Mapping {
  const inner = isMapping(value) ? value[name] : undefined;
  return isMapping(inner) ? inner : {};
}

/** `over` wins; mappings are merged, all else is replaced. */
export function mergeMappings(under: Mapping, over: Mapping): Mapping {
  const merged = Object.entries(over).map(([name, value]) => {
    const below = under[name];
    return [name, isMapping(below) && isMapping(value) ? mergeMappings(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(merged) };
}
