import type { CommandHandler } from '../../commands/command-handler.ts';
import type { SignInConfig } from '../../config/sign-in-config.ts';
import type { Directory } from './directory/directory.ts';
import { directoryCommands } from './directory-commands.ts';
import { groupCommands } from './group-commands.ts';
import { roleCommands } from './role-commands.ts';
import { sessionCommands } from './session-commands.ts';
import { tokenCommands } from './token-commands.ts';
import { userCommands } from './user-commands.ts';

export function accessCommands(
  { session, directory: config }: Pick<SignInConfig, 'session' | 'directory'>,
  directory: Directory | undefined,
  adminUrl: () => string,
): readonly CommandHandler[] {
  return [
    ...userCommands,
    ...roleCommands,
    ...groupCommands,
    ...sessionCommands(session),
    ...tokenCommands(adminUrl),
    ...directoryCommands(directory, config),
  ];
}
