import type { Readable } from 'node:stream';
import { commandRequest } from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from './command-line/read-input.ts';
import type { Connection } from './connect/connection.ts';
import { Failure } from './failure.ts';
import { problemText } from './problem-text.ts';

/**
 * Runs one command on the server and gives its output. A refusal is thrown as a Failure.
 * `upload` is the body of a command that takes one.
 */
export async function sendCommand(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  upload?: Readable,
): Promise<unknown> {
  const request = commandRequest(definition, input);
  const tar = { headers: { 'content-type': 'application/x-tar' }, body: upload ?? null };
  const answer = await connection.send(upload === undefined ? request : { ...request, ...tar });
  const isDone = answer.status >= 200 && answer.status < 300 && /\bjson\b/.test(answer.contentType);
  if (!isDone) throw new Failure(problemText(definition, answer, connection.name));
  const output: unknown = JSON.parse(answer.text);
  return output;
}
