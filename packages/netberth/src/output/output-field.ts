/** A field of an answer, of which nothing is known. */
export function outputField(output: unknown, name: string): unknown {
  if (typeof output !== 'object' || output === null) return undefined;
  return Object.entries(output).find(([each]) => each === name)?.[1];
}
