import type { Statement } from './statement.ts';

/**
 * A line for the reader; iPXE skips it. Control and invisible characters become blanks.
 *
 * Example: `comment('machine 7')` renders as `# machine 7`.
 */
export function comment(text: string): Statement {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return { kind: 'comment', text: line.endsWith('\\') ? `${line}.` : line };
}
