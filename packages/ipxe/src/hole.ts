import { makeFragment, type Fragment } from './fragment.ts';
import { quoteValue } from './quote-value.ts';

/** What a hole may be called. */
const holeName = /^[a-z][a-z0-9-]*$/;

/**
 * A secret or number that is filled in after rendering (`fillScript`), so that what is cached and stored lacks it.
 *
 * Throws a RangeError unless the name is lower-case letters, digits and `-`.
 * Example: ipxe`chain finish?bootid=${hole('boot-id')}` is stored as `chain finish?bootid=[boot-id]`.
 */
export function hole(name: string): Fragment {
  if (!holeName.test(name)) {
    throw new RangeError(`cannot name a hole ${quoteValue(name)}: wanted lower-case letters, digits and "-"`);
  }
  return makeFragment({ kind: 'hole', name });
}
