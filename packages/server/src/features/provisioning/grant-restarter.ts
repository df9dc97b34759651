import type { NextBoot } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading, Writing } from '../../database/work.ts';
import type { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';

/** How the machines of a grant are restarted; without `power` a person does that. */
export type RestartWish = {
  readonly power?: 'cycle' | 'on' | undefined;
  readonly next?: NextBoot | undefined;
  readonly wave?: number | undefined;
  /** `30s` */
  readonly pause?: string | undefined;
  readonly maxFailures?: number | undefined;
};

/** What restarts machines that were given a grant; features/power has it. */
export type GrantRestarter = {
  /** @param actor who asks; null: two people did @returns why it cannot be restarted; undefined: it can */
  readonly refusal: (
    machine: MachineRecord,
    order: RestartWish,
    actor: Actor | null,
  ) => Reading<CommandRefused | undefined>;
  /** @param ids of machines that have their grant @returns the order of the first */
  readonly restart: (ids: readonly number[], order: RestartWish, createdBy: string) => Writing<number | null>;
  /** When it is durable. */
  readonly wake: () => void;
};
