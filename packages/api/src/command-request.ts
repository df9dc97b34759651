import type { CommandDefinition } from './command-definition.ts';

/** One request to `/api/v1`, before it is known how it travels. */
export type CommandRequest = {
  readonly method: string;
  /** With its query: `/api/v1/machines?limit=200`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** Puts each input field where the command's HTTP binding wants it: path, query or JSON body. */
export function commandRequest(
  definition: CommandDefinition,
  input: Readonly<Record<string, unknown>>,
): CommandRequest {
  const { method, path } = definition.http;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const others = Object.entries(input).filter(
    ([name, value]) => !inPath.includes(name) && value !== undefined,
  );
  const url = `/api/v1${filled}`;
  if (method === 'GET' || definition.http.upload !== undefined)
    return { method, path: url + queryOf(others), headers: {}, body: null };
  if (others.length === 0 && method === 'DELETE') return { method, path: url, headers: {}, body: null };
  const headers = { 'content-type': 'application/json' };
  return { method, path: url, headers, body: JSON.stringify(Object.fromEntries(others)) };
}

function queryOf(fields: readonly (readonly [string, unknown])[]): string {
  const pairs = fields.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
