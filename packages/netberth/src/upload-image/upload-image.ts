import type { CommandDefinition, Profile } from '@netberth/api';
import type { WholeWay } from '@netberth/disc';
import type { CommandInput } from '../command-line/read-input.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import { sizeText } from '../output/measure-text.ts';
import { plainText } from '../output/plain-text.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { openImageArchive } from './open-image-archive.ts';
import { sendCommand } from '../send-command.ts';
import type { Terminal } from '../terminal.ts';
import { startByteProgress } from '../progress/byte-progress.ts';

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
    const wishes = { as: wholeWay(input['as']), sha256: textOf(input['sha256']) };
    const image = await openImageArchive(path, wishes);
    const isDisc = image.about !== undefined;
    const name = typeof input['name'] === 'string' ? input['name'] : image.name;
    const tell = (line: string) => isSilent || terminal.err.write(`${plainText(line)}\n`);
    const will = input['dryRun'] === true ? 'Would import' : 'Importing';
    tell(`${will} ${path} as ${name} (${sizeText(image.totalBytes)})`);
    for (const line of image.about ?? []) tell(line);
    for (const note of image.notes) tell(`Note: ${note}`);
    if (input['dryRun'] === true && image.foreseen !== undefined) {
      image.stream.destroy();
      return foreseenProfile(name, image.foreseen, input, terminal);
    }
    const progress = isSilent ? null : await startByteProgress(terminal, image.totalBytes);
    image.onRead((bytes) => progress?.at(bytes));
    image.stream.once('end', () => {
      progress?.end();
      tell('verifying…');
    });
    try {
      const { sha256, ...others } = input;
      // What a person says of an ISO is of the ISO, not of the tar that it goes in.
      const sent = isDisc || sha256 === undefined ? others : input;
      return await sendCommand(connection, definition, { ...sent, name }, image.stream);
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

/** Nothing is sent, so that nothing is known of its files. */
function foreseenProfile(
  name: string,
  { spec, warnings }: Pick<Profile, 'spec' | 'warnings'>,
  input: CommandInput,
  terminal: Terminal,
): Profile {
  const destructive = input['nonDestructive'] !== true;
  return {
    ...{ name, destructive, spec, warnings, files: [], answers: {}, postInstall: null },
    retryAfterStart: typeof input['retryAfterStart'] === 'boolean' ? input['retryAfterStart'] : !destructive,
    isPrivate: input['private'] === true,
    proof: input['proof'] === 'key' ? 'key' : 'none',
    ...{ importedAt: terminal.now().toISOString(), importedBy: '' },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function wholeWay(value: unknown): WholeWay | undefined {
  return value === 'memdisk' || value === 'sanboot' ? value : undefined;
}
