/** Parameters of a request as they came. */
export type Query = Readonly<Record<string, unknown>>;

/** undefined where it is missing, empty, or came more than once. */
export function textOf(query: Query, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
