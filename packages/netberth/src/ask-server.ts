import type { CommandDefinition } from '@netberth/api';
import { allPages } from './all-pages.ts';
import type { VerbLine } from './command-line/parse-command-line.ts';
import { withWholePaths } from './command-line/whole-paths.ts';
import { connect } from './connect/connect.ts';
import type { Connection } from './connect/connection.ts';
import { readLocalFile } from './read-local-file.ts';
import { readFileValues } from './read-file-values.ts';
import { sendCommand } from './send-command.ts';
import type { Environment } from './server/read-server-config.ts';
import type { Terminal } from './terminal.ts';

/** Runs a verb on the server, with what the files of this host hold that it names. */
export async function askServer(
  line: VerbLine,
  definition: CommandDefinition,
  environment: Environment,
  terminal: Terminal,
): Promise<unknown> {
  const isUpload = definition.http.upload !== undefined;
  const document = line.file === null || isUpload ? {} : { document: await readLocalFile(line.file) };
  const texts = await readFileValues(line.verb, line.input);
  const asked = { ...line, input: { ...withWholePaths(line.verb, texts), ...document } };
  const connection = await connect(line.flags, environment, definition);
  try {
    return await outputFrom(connection, asked, definition, terminal);
  } finally {
    await connection.dispose();
  }
}

/** Of a list all pages; of what takes long, its progress meanwhile. */
async function outputFrom(
  connection: Connection,
  line: VerbLine,
  definition: CommandDefinition,
  terminal: Terminal,
): Promise<unknown> {
  const { rows } = definition.cli;
  if (definition.http.upload !== undefined) {
    const { uploadImage } = await import('./upload-image/upload-image.ts');
    return uploadImage(connection, definition, line.input, line.file ?? '', terminal, line.flags.json);
  }
  if (definition.name === 'firmware.install' && !line.flags.json) {
    const { followFirmware } = await import('./follow-firmware.ts');
    return followFirmware(connection, sendCommand(connection, definition, line.input), terminal);
  }
  if (definition.name === 'menu.mirror') {
    const { mirrorMenu } = await import('./menu/mirror-menu.ts');
    return mirrorMenu(connection, definition, line.input, line.flags.json ? null : terminal);
  }
  if (definition.name.startsWith('power.') && definition.effect === 'write') {
    const { followPower } = await import('./power/follow-power.ts');
    const ordered = await sendCommand(connection, definition, line.input);
    return followPower(connection, definition, ordered, line.flags.json ? null : terminal);
  }
  if (rows === undefined) return sendCommand(connection, definition, line.input);
  // A person who asks for 20 rows wants 20; a program gets all of them.
  const isOnePage = line.input['limit'] !== undefined && !line.flags.json;
  if (isOnePage) return sendCommand(connection, definition, line.input);
  const all = await allPages(connection, definition, line.input, rows);
  return { ...all.first, [rows]: all.rows, next: null };
}
