import { Failure } from '../failure.ts';
import type { z } from 'zod';
import { localVerb, type LocalVerb, type Surroundings } from '../local-verb.ts';
import { foreignQueryOf } from '../import/foreign-query.ts';
import type { ImageAsked } from './create-medium.ts';
import { mediaBatch, mediaCreate } from './media-definitions.ts';
import { mediaBatchText, mediaCreateText } from './media-texts.ts';

async function createImage(
  { machine, ...input }: ImageAsked,
  surroundings: Surroundings,
): Promise<z.output<typeof mediaCreate.output>> {
  return machine === undefined
    ? (await import('./create-medium.ts')).createMedium(input, surroundings.data)
    : (await import('./create-for-machine.ts')).createForMachine({ ...input, machine }, surroundings);
}

export const mediaVerbs: readonly LocalVerb[] = [
  localVerb(
    mediaCreate,
    async (asked, surroundings) => {
      const { format, ...input } = asked;
      if (format === 'files') return (await import('./create-files.ts')).createFiles(input, surroundings);
      return (await import('./virtual-disk.ts')).asVirtualDisk({ ...input, format }, (image) =>
        createImage(image, surroundings),
      );
    },
    mediaCreateText,
  ),
  localVerb(
    mediaBatch,
    async ({ list: file, from, query, map, ...input }, surroundings) => {
      const asked = await foreignQueryOf({ from, query, map }, file);
      const list = asked ?? file;
      if (list === undefined && !input.fromDatabase)
        throw new Failure(
          'What are the media for? Name a CSV file or a database with --from and --query, or say --from-database.',
        );
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
