import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from '../command-line/read-input.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import { sizeText } from '../output/measure-text.ts';
import { plainText } from '../output/plain-text.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { openImageArchive } from './open-image-archive.ts';
import { sendCommand } from '../send-command.ts';
import type { Terminal } from '../terminal.ts';
import { startProgress } from './start-progress.ts';

/** Streams a folder or tar of this host to the server as a profile. Nothing but errors is told when `isSilent`. */
export async function uploadImage(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  path: string,
  terminal: Terminal,
  isSilent: boolean,
): Promise<unknown> {
  try {
    const image = await openImageArchive(path);
    const name = typeof input['name'] === 'string' ? input['name'] : image.name;
    const tell = (line: string) => isSilent || terminal.err.write(`${plainText(line)}\n`);
    tell(`Importing ${path} as ${name} (${sizeText(image.totalBytes)})`);
    for (const note of image.notes) tell(`Note: ${note}`);
    const progress = isSilent ? null : await startProgress(terminal, image.totalBytes);
    image.onRead((bytes) => progress?.at(bytes));
    image.stream.once('end', () => {
      progress?.end();
      tell('verifying…');
    });
    try {
      return await sendCommand(connection, definition, { ...input, name }, image.stream);
    } finally {
      progress?.end();
      image.stream.destroy();
    }
  } catch (error) {
    if (error instanceof ArchiveProblem)
      throw new Failure(`Cannot import: ${error.message}`, { cause: error });
    throw error;
  }
}
