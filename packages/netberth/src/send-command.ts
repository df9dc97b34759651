import type { Readable } from 'node:stream';
import { commandRequest } from '@netberth/api';
import type { CommandDefinition, CommandRequest } from '@netberth/api';
import { takesReasonApart } from './command-line/command-field.ts';
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
  const request = requestOf(definition, input);
  const tar = { headers: { ...request.headers, 'content-type': 'application/x-tar' }, body: upload ?? null };
  const answer = await connection.send(upload === undefined ? request : { ...request, ...tar });
  const isDone = answer.status >= 200 && answer.status < 300 && /\bjson\b/.test(answer.contentType);
  if (!isDone) throw new Failure(problemText(definition, answer, connection.name));
  const output: unknown = JSON.parse(answer.text);
  return output;
}

function requestOf(definition: CommandDefinition, input: CommandInput): CommandRequest {
  const { reason, ...rest } = input;
  if (typeof reason !== 'string' || !takesReasonApart(definition)) return commandRequest(definition, input);
  const request = commandRequest(definition, rest);
  return { ...request, headers: { ...request.headers, 'x-netberth-reason': encodeURIComponent(reason) } };
}
