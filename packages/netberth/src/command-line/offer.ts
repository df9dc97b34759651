import type { SettingFlag } from './serve-page.ts';
import type { Verb } from './verb.ts';

/** What a command line can mean. */
export type Offer = {
  readonly verbs: readonly Verb[];
  readonly settings: readonly SettingFlag[];
  /** Columns for help. */
  readonly width: number;
};
