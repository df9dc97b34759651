import { nearestNode } from '@netberth/slips/yaml';
import { unresolvedAliases, unresolvedText } from '@netberth/slips/yaml-aliases';
import { LineCounter, parseDocument, visit } from 'yaml';
import type { Document, ScalarTag } from 'yaml';
import type { FolderFile, FolderProblem } from './folder-file.ts';

/** What stands behind a tag; it is put in place of the value later. */
export class Tagged {
  readonly tag: 'file' | 'vault' | 'unchanged';
  readonly text: string;

  constructor(tag: Tagged['tag'], text: string) {
    this.tag = tag;
    this.text = text;
  }
}

/** A YAML file that was read, with what finds the place of a value in it. */
export type YamlFile = {
  readonly file: FolderFile;
  /** Plain data and {@link Tagged}; undefined where it could not be read. */
  readonly value: unknown;
  readonly problems: readonly FolderProblem[];
  /** The place of the key or value at a path, or of the nearest one around it. */
  problemAt(path: readonly PropertyKey[], message: string): FolderProblem;
};

const mostAliases = 100;
const customTags: ScalarTag[] = (['file', 'vault', 'unchanged'] as const).map((tag) => ({
  tag: `!${tag}`,
  resolve: (text) => new Tagged(tag, text),
}));

export function readYamlFile(file: FolderFile): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    lineCounter: lines,
    prettyErrors: false,
    customTags,
    merge: true,
  });
  const at = (offset: number, message: string): FolderProblem => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ pos, message }) => at(pos[0], inWords(message))),
    ...unresolvedAliases(document).map((alias) => at(alias.offset, unresolvedText(alias))),
    ...ambiguousNumbers(document).map(({ offset, source }) =>
      at(offset, `${source} is the number ${Number(source)} to YAML: write "${source}" in quotes`),
    ),
  ];
  return {
    file,
    ...(problems.length > 0 ? { value: undefined, problems } : valueOf(document, at)),
    problemAt: (path, message) => at(nearestNode(document, path)?.range?.[0] ?? 0, message),
  };
}

function valueOf(document: Document, at: (offset: number, message: string) => FolderProblem) {
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }) as unknown, problems: [] };
  } catch (error) {
    // Of a document without errors only: too many aliases.
    if (!(error instanceof ReferenceError)) throw error;
    return { value: undefined, problems: [at(0, `it has more than ${mostAliases} aliases`)] };
  }
}

/** The library speaks of keys; people name machines. */
function inWords(message: string): string {
  return message === 'Map keys must be unique' ? 'this name stands here twice' : message;
}

/** `4.20` would silently become 4.2, and `0x1F` 31. */
function ambiguousNumbers(document: Document): { readonly offset: number; readonly source: string }[] {
  const found: { offset: number; source: string }[] = [];
  visit(document, {
    Scalar(_, { value, source, range }) {
      if (typeof value === 'number' && source !== undefined && String(value) !== source)
        found.push({ offset: range?.[0] ?? 0, source });
    },
  });
  return found;
}
