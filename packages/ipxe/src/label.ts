import { quoteValue } from './quote-value.ts';
import type { Statement } from './statement.ts';

const labelName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * A place to `goto`. Throws a RangeError unless the name is letters, digits, `_`, `.` and `-`.
 *
 * Example: `label('retry')` renders as `:retry`.
 */
export function label(name: string): Statement {
  if (!labelName.test(name)) {
    throw new RangeError(`cannot name a label ${quoteValue(name)}: wanted letters, digits, "_", "." and "-"`);
  }
  return { kind: 'label', name };
}
