import type { Configuration, PlanChange, PlanLimits } from '@netberth/api';
import type { Catalogue } from '@netberth/catalogue';
import type { Actor } from '../../commands/actor.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Writing } from '../../database/work.ts';

/** Runs one command in the transaction of the apply, as its actor. @returns its output */
export type RunCommand = (
  name: string,
  input: Readonly<Record<string, unknown>>,
  ifMatch?: string | null,
) => Writing<unknown>;

/** One change that a plan comes to: what people see of it, and how it is made. */
export type Step = Pick<PlanChange, 'kind' | 'name' | 'action' | 'fields'> & {
  /** The commands that it runs, for the permissions that it takes. */
  readonly commands: readonly string[];
  /** As the audit log names it: `machine:7`; null: there is none yet. */
  readonly target: string | null;
  /** Of what is there; null: nothing. */
  readonly revision: string | null;
  /** What stands behind the shown fields: two changes that differ only in a secret are two. */
  readonly hidden?: unknown;
  /** Machines that notice it, by id or name, and whether they are protected. */
  readonly touches: ReadonlyMap<number | string, boolean>;
  /** What it changes for everybody; null: nothing. */
  readonly everyone?: string;
  /** How many machines it grants. */
  readonly grants?: number;
  readonly run: (run: RunCommand, tools: StepTools) => Writing<void>;
};
export type StepTools = { readonly propose: (proposal: number) => void };

/** What one kind of things comes to. */
export type KindPlan = {
  readonly steps: readonly Step[];
  /** How many are as the folder says. */
  readonly unchanged: number;
  /** How many the server has besides. */
  readonly undescribed: number;
  readonly problems: readonly { readonly at: readonly string[]; readonly message: string }[];
};

/** What was asked, and by whom. */
export type Asked = {
  readonly configuration: Configuration;
  readonly prune: boolean;
  readonly limits: PlanLimits;
  readonly actor: Actor;
  /** Entries of the menu that the site has: their texts by file name. */
  readonly entries: ReadonlyMap<string, string>;
};

/** What a plan is made with. */
export type PlanSources = {
  /** Every command of the server, by name. */
  readonly handlers: ReadonlyMap<string, CommandHandler>;
  readonly catalogue: () => Catalogue;
};

export const nobody: ReadonlyMap<number | string, boolean> = new Map();
export const nothingPlanned: KindPlan = { steps: [], unchanged: 0, undescribed: 0, problems: [] };
