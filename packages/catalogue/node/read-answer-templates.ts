import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerKind } from '../src/index.ts';

const folder = join(import.meta.dirname, '..', 'answers');

/** The built-in templates of a kind by the names of its files: Liquid, see docs/answer-files.md. */
export function readAnswerTemplates({ id, files }: AnswerKind): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(folder, id, `${name}.liquid`), 'utf8')]),
  );
}
