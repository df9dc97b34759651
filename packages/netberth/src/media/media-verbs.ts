import { Failure } from '../failure.ts';
import { localCommand, type LocalCommand } from '../local-command.ts';
import { mediaBatch, mediaCreate } from './media-definitions.ts';
import { mediaBatchText, mediaCreateText } from './media-texts.ts';

export const mediaVerbs: readonly LocalCommand[] = [
  localCommand(
    mediaCreate,
    async ({ machine, ...input }, surroundings) =>
      machine === undefined
        ? (await import('./create-medium.ts')).createMedium(input, surroundings.data)
        : (await import('./create-for-machine.ts')).createForMachine({ ...input, machine }, surroundings),
    mediaCreateText,
  ),
  localCommand(
    mediaBatch,
    async ({ list, ...input }, surroundings) => {
      if (list === undefined && !input.fromDatabase)
        throw new Failure('What are the media for? Name a CSV file, or say --from-database.');
      if (list !== undefined && input.fromDatabase)
        throw new Failure('Name a CSV file or say --from-database, not both.');
      if (list === undefined)
        return (await import('./batch-from-database.ts')).batchFromDatabase(input, surroundings);
      if (input.label !== undefined || input.replace)
        throw new Failure(
          '--label and --replace go with --from-database: a CSV file names no machines of a server',
        );
      return (await import('./batch-media.ts')).batchMedia(
        { ...input, list },
        surroundings.data,
        surroundings.terminal,
      );
    },
    mediaBatchText,
  ),
];
