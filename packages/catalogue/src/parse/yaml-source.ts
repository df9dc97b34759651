import { nearestNode } from '@netberth/slips/yaml';
import { unresolvedAliases, unresolvedText } from '@netberth/slips/yaml-aliases';
import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { CatalogueProblem } from './catalogue-problem.ts';

/** A file of the catalogue: its path below the catalogue's folder, and its text. */
export type CatalogueFile = { readonly path: string; readonly text: string };

/** A YAML file that was read, with what finds the line of a value. */
export type YamlSource = {
  readonly file: string;
  readonly value: unknown;
  readonly problems: readonly CatalogueProblem[];
  /** The line of the value at a path, or of the nearest one around it. */
  lineAt(path: readonly PropertyKey[]): number;
  /** How a value is written in the file, where it is a single word. */
  writtenAt(path: readonly PropertyKey[]): string | undefined;
};

const mostAliases = 20;

/** Reads YAML. Keys that YAML takes for numbers are problems: `4.20:` would silently become `4.2`. */
export function readYamlSource({ path: file, text }: CatalogueFile): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const errors = [
    ...document.errors.map(({ pos, message }) => ({ file, line: lineOf(pos[0]), message })),
    ...unresolvedAliases(document).map((alias) => ({
      file,
      line: lineOf(alias.offset),
      message: unresolvedText(alias),
    })),
  ];
  const data = errors.length > 0 ? undefined : dataIn(document);
  if (data === null) errors.push({ file, line: 1, message: `it has more than ${mostAliases} aliases` });
  const keys = numericKeys(document).map(({ offset, source }) => ({
    file,
    line: lineOf(offset),
    message: `the key ${source} is a number to YAML: write "${source}" in quotes`,
  }));
  return {
    file,
    value: data?.value,
    problems: [...errors, ...keys],
    lineAt: (path) => lineOf(nearestNode(document, path)?.range?.[0] ?? 0),
    writtenAt: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** @returns null when it has too many aliases: a few of aliases of aliases unfold to gigabytes */
function dataIn(document: Document): { readonly value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

function numericKeys(document: Document): { readonly offset: number; readonly source: string }[] {
  const found: { offset: number; source: string }[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || typeof key.value === 'string') return;
      found.push({ offset: key.range?.[0] ?? 0, source: key.source ?? String(key.value) });
    },
  });
  return found;
}
