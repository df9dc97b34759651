import type { Readable } from 'node:stream';
import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from '../command-line/read-input.ts';

/** One request to `/api/v1`, before it is known how it travels. */
export type ApiRequest = {
  readonly method: string;
  /** With its query: `/api/v1/machines?limit=200`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable | null;
};

/** Puts each input field where the command's HTTP binding wants it: path, query or JSON body. */
export function apiRequest(definition: CommandDefinition, input: CommandInput): ApiRequest {
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
  const query = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
  return fields.length === 0 ? '' : `?${query.toString()}`;
}
