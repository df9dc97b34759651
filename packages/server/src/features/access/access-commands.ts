import type { CommandHandler } from '../../commands/command-handler.ts';
import type { SessionTimes } from './find-session.ts';
import { groupCommands } from './group-commands.ts';
import { roleCommands } from './role-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { tokenCommands } from './token-commands.ts';
import { userCommands } from './user-commands.ts';

export function accessCommands(times: SessionTimes): readonly CommandHandler[] {
  return [...userCommands, ...roleCommands, ...groupCommands, ...sessionCommands(times), ...tokenCommands];
}
