import type { CommandDefinition } from '@netberth/api';
import type { CommandLine } from './command-line/parse-command-line.ts';
import { withWholePaths } from './command-line/whole-paths.ts';
import { allPages } from './all-pages.ts';
import { connect } from './connect/connect.ts';
import type { Connection } from './connect/connection.ts';
import { Failure } from './failure.ts';
import { readLocalFile } from './local-file.ts';
import { localCommandOf } from './local-commands.ts';
import { commandTexts } from './output/command-texts.ts';
import { withColours, withoutColours } from './output/painted.ts';
import { readFileValues } from './read-file-values.ts';
import { sendCommand } from './send-command.ts';
import type { Environment } from './server/read-server-config.ts';
import type { Terminal } from './terminal.ts';

type VerbLine = Extract<CommandLine, { asks: 'verb' }>;

/** Runs one verb and prints its result. Gives the exit code: 1 when a check found something wrong. */
export async function runVerb(line: VerbLine, environment: Environment, terminal: Terminal): Promise<number> {
  const output = await outputOf(line, environment, terminal);
  terminal.out.write(
    line.flags.json ? jsonText(line, output) : humanText(line, output, environment, terminal),
  );
  return exitCodeOf(output);
}

async function outputOf(line: VerbLine, environment: Environment, terminal: Terminal): Promise<unknown> {
  const { definition } = line.verb;
  const local = localCommandOf(definition.name);
  if (local !== undefined) {
    const data = line.flags.data ?? (environment['NETBERTH_DATA'] || './data');
    return local.run(line.input, { data, flags: line.flags, environment, terminal });
  }
  if (definition.http === undefined) throw new Error(`nothing runs "${definition.name}"`);
  const isUpload = definition.http.upload !== undefined;
  const document = line.file === null || isUpload ? {} : { document: await readLocalFile(line.file) };
  const texts = await readFileValues(line.verb, line.input);
  const asked = { ...line, input: { ...withWholePaths(line.verb, texts), ...document } };
  const connection = await connect(line.flags, environment, definition);
  try {
    return await askServer(asked, definition, connection, terminal);
  } finally {
    await connection.dispose();
  }
}

async function askServer(
  line: VerbLine,
  definition: CommandDefinition,
  connection: Connection,
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

function jsonText(line: VerbLine, output: unknown): string {
  const { rows } = line.verb.definition.cli;
  return `${JSON.stringify(rows === undefined ? output : fieldOf(output, rows), null, 2)}\n`;
}

function humanText(line: VerbLine, output: unknown, environment: Environment, terminal: Terminal): string {
  const { definition } = line.verb;
  const isColoured =
    terminal.isOutTty && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  const view = {
    paint: isColoured ? withColours() : withoutColours,
    now: terminal.now(),
    widthColumns: terminal.widthColumns,
    lineColumns: terminal.isOutTty ? terminal.widthColumns : undefined,
    input: line.input,
  };
  const local = localCommandOf(definition.name);
  const text = local?.text(output, view) ?? commandTexts.get(definition.name)?.(output, view) ?? null;
  if (text === null)
    throw new Failure(
      `It is done, but the answer to \`${line.verb.words.join(' ')}\` is not of this version; --json shows it as it came.`,
    );
  const next = fieldOf(output, 'next');
  return typeof next === 'number' ? `${text}More: --after ${next}\n` : text;
}

/** `profile check` and `audit verify` say `ok: false` when what they looked at is broken; `plan` says which code. */
function exitCodeOf(output: unknown): number {
  const code = fieldOf(output, 'exitCode');
  if (typeof code === 'number') return code;
  return fieldOf(output, 'ok') === false ? 1 : 0;
}

function fieldOf(output: unknown, name: string): unknown {
  if (typeof output !== 'object' || output === null) return undefined;
  return Object.entries(output).find(([each]) => each === name)?.[1];
}
