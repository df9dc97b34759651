import type { CapabilitySet, Platform } from './capability-set.ts';

/** The build and platform a script is meant for; `settings` names what is set before it runs (`HTTP_BASE`). */
export type LintTarget = CapabilitySet & {
  readonly platform: Platform;
  readonly settings?: readonly string[];
};
