import { printable } from '../../../platform/printable.ts';
import { failed } from './power-driver.ts';
import type { PowerFailure } from './power-driver.ts';

type Words = readonly [RegExp, PowerFailure['kind'], string];

/** What ipmitool 1.8 prints with -v, and what it means; the first that fits. */
const words: readonly Words[] = [
  [/RAKP 2 HMAC is invalid/, 'refused', 'the password is wrong'],
  [/unauthorized name/i, 'refused', 'it knows no such user'],
  [/insufficient resources|no slot available/i, 'busy', 'it has no session free'],
  [
    /invalid (authentication|integrity|confidentiality) algorithm|no matching cipher suite/i,
    'refused',
    'it does not take this cipher suite: try --cipher 17 or --cipher 3',
  ],
  [
    /invalid role|unauthorized role|privilege level/i,
    'refused',
    'this user may not switch machines (IPMI: operator)',
  ],
  [/Address lookup for .* failed|Could not open socket/i, 'away', 'its name leads nowhere'],
  [/Node busy/i, 'busy', 'it is busy'],
  [/Unable to establish (IPMI v2 \/ RMCP\+|LAN) session/, 'away', 'it does not answer'],
  [/Unable to set Chassis Power Control/, 'unclear', 'it took the order, and then said nothing'],
  [/Command not supported in present state/i, 'refused', 'it cannot do that in its present state'],
];

/** @param stderr of an ipmitool that failed */
export function explainIpmitool(stderr: string): PowerFailure {
  const known = words.find(([pattern]) => pattern.test(stderr));
  if (known !== undefined) return failed(known[1], known[2]);
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return failed('refused', `it says: ${printable(last, 200)}`);
}
