import { z } from 'zod';
import { keepSchema } from './duration-setting.ts';
import type { Setting } from './setting.ts';

const aboveSchema = z.union(
  [
    z.literal('never').transform(() => Infinity),
    z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(0).max(1_000_000)),
  ],
  'is neither a number nor never',
);

/** Who may grant what alone, and how long that is remembered. Read when the server starts and only then: one person must not change it from afar. */
export const grantSettings = {
  'grants.secondPersonAbove': {
    schema: aboveSchema,
    preset: 'never',
    group: 'Granting and the audit log',
    help: 'a second person must approve grants for more machines than this within an hour; 0: every grant; never',
    placeholder: 'N',
    wanted: 'a whole number from 0 to 1000000, or never',
  },
  'audit.keep': {
    schema: keepSchema,
    preset: 'forever',
    group: 'Granting and the audit log',
    help: 'how long audit records are kept; what is older is removed, and that it was is a record too',
    placeholder: 'TIME',
    wanted: 'forever, or a time like 400d or 104w, thirty days at least',
  },
} as const satisfies Readonly<Record<string, Setting>>;
