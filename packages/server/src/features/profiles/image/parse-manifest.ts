import { profileManifestSchema, type ProfileManifest } from '@netberth/api';
import { readFields } from '@netberth/slips/fields';
import { isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';

export const manifestName = 'profile.yaml';

export type ParsedManifest =
  | {
      readonly ok: true;
      readonly manifest: ProfileManifest;
      /** The file has this key; defaults are not told apart in `manifest`. */
      readonly isSaid: (key: string) => boolean;
      readonly lineOf: (path: readonly PropertyKey[]) => number;
    }
  | { readonly ok: false; readonly problems: string[] };

/** An image's profile.yaml, all problems at once with their lines. */
export function parseManifest(text: string): ParsedManifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const yamlProblems = [
    ...document.errors.map((error) =>
      at(lines.linePos(error.pos[0]).line, error.message.split(' at line ')[0] ?? ''),
    ),
    ...aliasProblems(document, lines),
  ];
  if (document.contents === null) yamlProblems.push(at(1, 'it is empty'));
  if (yamlProblems.length > 0) return { ok: false, problems: yamlProblems };
  const read = readFields(profileManifestSchema, document.toJS());
  const lineOf = (path: readonly PropertyKey[]) => lineIn(document, lines, path);
  if (read.ok) return { ok: true, manifest: read.value, isSaid: (key) => document.has(key), lineOf };
  const problems = read.problems.map(({ path, message }) =>
    at(lineOf(path), `${path.join(' ') || 'the file'}: ${message}`),
  );
  return { ok: false, problems };
}

export function at(line: number, message: string): string {
  return `${manifestName}, line ${line}: ${message}`;
}

/** A few aliases of aliases unfold to gigabytes. */
function aliasProblems(document: Document, lines: LineCounter): string[] {
  const problems: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      const line = lines.linePos(alias.range?.[0] ?? 0).line;
      problems.push(at(line, `*${alias.source} is an alias: write the value itself`));
    },
  });
  return problems;
}

/** Of the value at `path`, or of what is nearest above it: what is missing has no line. */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
