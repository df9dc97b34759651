import type { CommandDefinition, OutputOf, Permission } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { PlanSources } from './planned-step.ts';

/** What a command that reads answers to this actor. @throws CommandRefused when the actor may not use it */
export function* readByCommand<Definition extends CommandDefinition>(
  { handlers }: PlanSources,
  definition: Definition,
  input: object,
  actor: Actor,
): Reading<OutputOf<Definition>> {
  const handler = handlers.get(definition.name);
  if (handler?.kind !== 'read') throw new Error(`"${definition.name}" is no command that reads`);
  demandPermission(actor, definition.permission);
  return (yield* handler.run(definition.input.parse(input) as never, actor)) as OutputOf<Definition>;
}

/** @throws CommandRefused */
export function demandPermission(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission))
    throw new CommandRefused('notAllowed', {
      ...{ command: 'plan', permission, actor: actor.name },
    });
}
