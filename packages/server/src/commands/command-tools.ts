import type { CommandDefinition } from '@netberth/api';
import type { Database, Reading } from '../database/work.ts';
import type { Actor } from './actor.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { RefusalLimit } from './refusal-limit.ts';

export type CommandTools = {
  readonly database: Database;
  readonly audit: AuditTrail;
  /** Absent: every refusal is recorded. */
  readonly refusals?: RefusalLimit;
  /** Refuses, by throwing, what lies outside of the scopes of an actor. Absent: whoever has only scopes is refused. */
  readonly demandScope?: (definition: CommandDefinition, input: unknown, actor: Actor) => Reading<void>;
};
