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
    async (input, { data, terminal }) => (await import('./batch-media.ts')).batchMedia(input, data, terminal),
    mediaBatchText,
  ),
];
