import type { Statement } from './statement.ts';

/** An empty line. */
export function blank(): Statement {
  return { kind: 'blank' };
}
