import { readJson } from '../../platform/read-json.ts';
import { findDuplicates, type PlacedHost } from './parse-known-hosts-duplicates.ts';
import { parseKnownHost, type KnownHost } from './parse-known-hosts-entry.ts';
import { elementLines } from './parse-known-hosts-lines.ts';

export type ParsedKnownHosts =
  | { readonly ok: true; readonly hosts: KnownHost[]; readonly warnings: string[] }
  | { readonly ok: false; readonly problems: string[] };

/**
 * KIWIspray's known_hosts.json. All problems are told at once, with line and id; one problem and nothing is taken,
 * where KIWIspray itself went on with an empty fleet.
 */
export function parseKnownHosts(text: string): ParsedKnownHosts {
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) {
    return { ok: false, problems: ['known_hosts.json holds no list: KIWIspray writes a list of hosts'] };
  }
  const elements: unknown[] = json.value;
  const lines = elementLines(text);
  const hosts: (PlacedHost & { host: KnownHost })[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [index, element] of elements.entries()) {
    const where = placeOf(element, index, lines[index]);
    const host = parseKnownHost(
      element,
      (warning) => warnings.push(`${where}: ${warning}`),
      (problem) => problems.push(`${where} ${problem}`),
    );
    if (host !== null) hosts.push({ where, host });
  }
  problems.push(...findDuplicates(hosts));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, hosts: hosts.map(({ host }) => host), warnings };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problems: string[] } {
  const read = readJson(text.replace(/^\uFEFF/, ''));
  if (read.ok) return read;
  const why = text.trim() === '' ? 'it is empty' : read.why;
  return {
    ok: false,
    problems: [
      `known_hosts.json is not JSON (${why}): take the file of a KIWIspray that is stopped, or a backup`,
    ],
  };
}

function placeOf(element: unknown, index: number, line: number | undefined): string {
  const id = typeof element === 'object' && element !== null && 'id' in element ? element.id : null;
  return `line ${line ?? '?'}, ${typeof id === 'number' ? `host ${id}` : `entry ${index + 1}`}`;
}
