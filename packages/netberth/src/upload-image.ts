import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from './command-line/read-input.ts';
import type { Connection } from './connect/connection.ts';
import { Failure } from './failure.ts';
import { plainText } from './output/plain-text.ts';
import { sizeText } from './output/measure-text.ts';
import { openImageArchive } from './profile-archive.ts';
import { sendCommand } from './send-command.ts';
import type { Terminal } from './terminal.ts';
import { countBytes, startProgress } from './upload-progress.ts';

/** Streams a folder or tar of this host to the server as a profile. Nothing but errors is told when `isSilent`. */
export async function uploadImage(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  path: string,
  terminal: Terminal,
  isSilent: boolean,
): Promise<unknown> {
  const image = await openImage(path);
  const tell = (line: string) => isSilent || terminal.err.write(`${plainText(line)}\n`);
  const name = input['name'] ?? image.name;
  tell(`Importing ${path} as ${String(name)}: ${image.entries.length} files, ${sizeText(image.totalBytes)}`);
  for (const note of image.notes) tell(`Note: ${note}`);
  const progress = isSilent ? null : await startProgress(terminal, image.totalBytes);
  const counted = countBytes((sentBytes) => progress?.at(sentBytes));
  counted.once('end', () => {
    progress?.end();
    tell('verifying…');
  });
  image.stream.once('error', (error) => counted.destroy(error));
  try {
    const upload = { stream: image.stream.pipe(counted), totalBytes: image.totalBytes };
    return await sendCommand(connection, definition, { ...input, name }, upload);
  } finally {
    progress?.end();
    image.stream.destroy();
  }
}

async function openImage(path: string) {
  try {
    return await openImageArchive(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot import ${path}: ${reason}`, { cause: error });
  }
}
