export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  /** In the words of the parser. */
  | { readonly ok: false; readonly why: string };

/** A text from outside that should be JSON. */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, why: error.message };
    throw error;
  }
}

/** Where nobody is told what is wrong with it: undefined, which no schema takes. */
export function jsonIn(text: string): unknown {
  const read = readJson(text);
  return read.ok ? read.value : undefined;
}
