type Fields = Readonly<Record<string, unknown>>;
/** Something that may extend another: its own fields, or why it has none. */
export type Resolved =
  | { readonly ok: true; readonly fields: Fields; readonly chain: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * The fields of an entry with those of what it extends.
 * @param entries by name, what can be extended
 */
export function resolveExtends(
  own: Fields,
  entries: ReadonlyMap<string, Fields>,
  chain: readonly string[] = [],
): Resolved {
  const { extends: base, ...fields } = own;
  if (base === undefined) return { ok: true, fields, chain };
  if (typeof base !== 'string') return { ok: false, why: 'extends is not a name' };
  if (chain.includes(base)) return { ok: false, why: `a cycle: ${[...chain, base].join(' extends ')}` };
  const found = entries.get(base);
  if (found === undefined) return { ok: false, why: `extends "${base}", which is not there` };
  const inherited = resolveExtends(found, entries, [...chain, base]);
  return inherited.ok ? { ...inherited, fields: joinFields(inherited.fields, fields) } : inherited;
}

/** Of maps (labels, settings) each name counts for itself. */
export function joinFields(base: Fields, over: Fields): Fields {
  const both = { ...base, ...over };
  for (const [name, value] of Object.entries(over)) {
    const under = base[name];
    if (isPlainMap(value) && isPlainMap(under)) both[name] = { ...under, ...value };
  }
  // `answers: null` takes back what was inherited.
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
}

function isPlainMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
