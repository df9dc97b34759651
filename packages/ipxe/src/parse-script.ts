import { isBlank } from './blank-character.ts';
import type { Problem } from './finding.ts';
import { logicalLines, positionIn, type LogicalLine } from './logical-lines.ts';
import { parseLine } from './parse-line.ts';
import type { Script } from './script.ts';

/** A script read from text, and what is wrong with the text as a whole. */
export type ParsedScript = { readonly script: Script; readonly problems: readonly Problem[] };

/**
 * Read a script as iPXE reads it. Never throws; every statement, command, word and problem has its position.
 *
 * The first line `#!ipxe` is not a statement. Problems: `missing-magic` and `text-before-magic` (iPXE then does not
 * take the file for a script), `nul-byte`, `open-continuation`. Source: src/image/script.c, src/core/exec.c.
 * Example: `parseScript('#!ipxe\ndhcp || shell\n').script.statements[0]?.kind` is `command`.
 */
export function parseScript(text: string): ParsedScript {
  const lines = logicalLines(text);
  const begins = /^#!(ipxe|gpxe)$/.test(text.slice(0, 6)) && isBlank(text.charAt(6));
  const problems = [...(begins ? [] : [magicProblem(text)]), ...lines.flatMap(lineProblems)];
  const isMarked = begins || /^\uFEFF#!ipxe\s*$/.test(lines[0]?.text ?? '');
  const body = (isMarked ? lines.slice(1) : lines).filter((line) => !line.isOpen);
  return { script: { statements: body.flatMap(parseLine) }, problems };
}

function magicProblem(text: string): Problem {
  // \s is also a byte order mark, which editors put before the first line.
  const isLater = /\s#!ipxe(\s|$)/.test(text);
  return {
    rule: isLater ? 'text-before-magic' : 'missing-magic',
    severity: 'error',
    message: isLater
      ? 'text stands before "#!ipxe": iPXE does not take this for a script, and on BIOS it runs the file as machine code'
      : 'the text does not begin with "#!ipxe" and a newline: iPXE does not take it for a script',
    position: { line: 1, column: 1 },
  };
}

function lineProblems(line: LogicalLine): Problem[] {
  const problems: Problem[] = [];
  if (line.nulAt !== null) {
    problems.push({
      rule: 'nul-byte',
      severity: 'error',
      message: 'a NUL byte: iPXE sees nothing of the line after it',
      position: positionIn(line, line.nulAt),
    });
  }
  if (line.isOpen) {
    problems.push({
      rule: 'open-continuation',
      severity: 'error',
      message: 'the script ends in a backslash: iPXE skips the line and ends with an error',
      position: positionIn(line, line.text.length),
    });
  }
  return problems;
}
