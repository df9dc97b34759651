import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildName, ComparedCase } from './compared-case.ts';

const folder = join(import.meta.dirname, 'corpus');

export type Topic = { readonly topic: string; readonly cases: readonly ComparedCase[] };

/**
 * The cases of `corpus/*.cases`. A case begins with `=== its name`, then come `--- keys …`, `--- builds …` and
 * `--- seconds …` where it needs them, then its script.
 */
export function readCorpus(): readonly Topic[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cases'))
    .sort()
    .map((name) => ({
      topic: basename(name, '.cases'),
      cases: readFileSync(join(folder, name), 'utf8').split(/^=== /m).slice(1).map(readCase),
    }));
}

function readCase(text: string): ComparedCase {
  const [name = '', ...lines] = text.trimEnd().split('\n');
  const given = new Map<string, string>();
  for (const line of lines.splice(
    0,
    lines.findIndex((each) => !each.startsWith('--- ')),
  )) {
    const [, key = '', value = ''] = /^--- (\w+) (.*)$/.exec(line) ?? [];
    given.set(key, value);
  }
  const keys = given.get('keys');
  const builds = given.get('builds')?.split(' ') as BuildName[] | undefined;
  const seconds = given.get('seconds');
  return {
    name,
    script: lines.join('\n'),
    ...(keys !== undefined && { keys }),
    ...(builds && { builds }),
    ...(seconds !== undefined && { seconds: Number(seconds) }),
  };
}
