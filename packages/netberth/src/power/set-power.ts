import { text } from 'node:stream/consumers';
import { powerConfigure } from '@netberth/api';
import type { z } from 'zod';
import { askHidden } from '../ask-hidden.ts';
import { connect } from '../connect/connect.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { readLocalFile } from '../read-local-file.ts';
import { sendCommand } from '../send-command.ts';
import type { powerSet } from './power-definitions.ts';

type Asked = z.output<typeof powerSet.input>;

/** Sends it with the password, which stands on no command line. */
export async function setPower(
  { passwordFile, ...asked }: Asked,
  { flags, environment }: Surroundings,
): Promise<z.output<typeof powerSet.output>> {
  const password = await passwordOf(asked, passwordFile);
  const connection = await connect(flags, environment, powerConfigure);
  try {
    const input = { ...asked, ...(password !== undefined && { password }) };
    return powerConfigure.output.parse(await sendCommand(connection, powerConfigure, input));
  } finally {
    await connection.dispose();
  }
}

/** Undefined: the driver needs none. A hook has one only where it is given. */
async function passwordOf(
  { driver, user, machine }: Asked,
  file: string | undefined,
): Promise<string | undefined> {
  if (file !== undefined) return firstLine(await readLocalFile(file), `in ${file}`);
  if (driver === 'wol' || driver === 'hook') return undefined;
  if (process.stdin.isTTY)
    return await askHidden(`Password of ${user ?? 'the user'} at the BMC of machine ${machine}: `);
  return firstLine(await text(process.stdin), 'on standard input');
}

function firstLine(content: string, where: string): string {
  const [line = ''] = content.split(/\r?\n/, 1);
  if (line !== '') return line;
  throw new Failure(
    `netberth power set: there is no password ${where}. Start it at a terminal to be asked for it, or say --password-file FILE.`,
  );
}
