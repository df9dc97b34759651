import { blankComments } from './blank-text.mjs';
import { lineAt } from './project-files.mjs';

const statements = [
  // import … from 'x', export … from 'x': between the words there are names, braces, commas and stars only
  /(?<=^|[\n;])[ \t]*(?:import|export)\s+(?<type>type\s)?[\w\s{},*$]*?\bfrom\s*['"](?<from>[^'"\n]+)['"]/g,
  /(?<=^|[\n;])[ \t]*import\s*['"](?<from>[^'"\n]+)['"]/g,
  /\bimport\s*\(\s*['"](?<from>[^'"\n]+)['"]/g,
];

/** What a TypeScript source imports: { from, line, isType }, in the order of the lines. */
export function importStatements(source) {
  const code = blankComments(source);
  return statements
    .flatMap((statement) =>
      [...code.matchAll(statement)].map((match) => ({
        from: match.groups.from,
        line: lineAt(code, match.index + match[0].search(/\S/)),
        isType: match.groups.type !== undefined,
      })),
    )
    .sort((left, right) => left.line - right.line);
}
