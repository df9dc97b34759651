import { text } from 'node:stream/consumers';
import { ownTokenMadeSchema, ownTokenSchema, problemSchema, sessionSchema } from '@netberth/api';
import type { z } from 'zod';
import { connectRemote } from '../connect/connect-remote.ts';
import type { Connection } from '../connect/connection.ts';
import type { ApiAnswer } from '../connect/send-http.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-command.ts';
import { askHidden } from '../ask-hidden.ts';
import type { tokenOwn } from './account-definitions.ts';

type Wanted = z.output<typeof tokenOwn.input>;
type Headers = Readonly<Record<string, string>>;

/** Signs in, makes the token, signs out. */
export async function makeOwnToken(
  { user, ...wanted }: Wanted,
  { flags, environment }: Surroundings,
): Promise<z.output<typeof ownTokenMadeSchema>> {
  const server = flags.server ?? environment['NETBERTH_SERVER'] ?? '';
  if (server === '')
    throw new Failure(
      'netberth token own: say where you have an account: --server https://boot.example:8081 (or NETBERTH_SERVER).',
    );
  const connection = connectRemote(server, '', {
    ca: flags.ca ?? (environment['NETBERTH_CA'] || undefined),
    fingerprint: flags.fingerprint ?? (environment['NETBERTH_FINGERPRINT'] || undefined),
  });
  const password = await readPassword(user, connection.name);
  const session = await signIn(connection, user, password);
  try {
    return ownTokenMadeSchema.parse(
      read(await send(connection, 'POST', '/session/tokens', ownTokenSchema.parse(wanted), session)),
    );
  } finally {
    await send(connection, 'DELETE', '/session', null, session);
  }
}

async function readPassword(user: string, server: string): Promise<string> {
  if (process.stdin.isTTY) return await askHidden(`Password of ${user} at ${server}: `);
  const [line = ''] = (await text(process.stdin)).split('\n', 1);
  if (line === '')
    throw new Failure(
      'netberth token own: there is no password on standard input. Start it at a terminal to be asked for it.',
    );
  return line;
}

/** @returns what to send along from then on */
async function signIn(connection: Connection, username: string, password: string): Promise<Headers> {
  const answer = await send(connection, 'POST', '/session', { username, password }, {});
  const { csrf } = sessionSchema.parse(read(answer));
  const cookie = answer.cookies.map((one) => one.split(';', 1)[0] ?? '').join('; ');
  return { cookie, 'x-netberth-csrf': csrf };
}

async function send(
  connection: Connection,
  method: 'POST' | 'DELETE',
  path: string,
  body: object | null,
  headers: Headers,
): Promise<ApiAnswer> {
  return await connection.send({
    ...{ method, path: `/api/v1${path}` },
    headers: { ...headers, ...(body !== null && { 'content-type': 'application/json' }) },
    body: body === null ? null : JSON.stringify(body),
  });
}

/** @throws Failure with what the server says, where it refuses */
function read({ status, text: body }: ApiAnswer): unknown {
  const answer: unknown = JSON.parse(body);
  if (status === 200) return answer;
  const problem = problemSchema.safeParse(answer);
  const said = problem.success ? `${problem.data.detail} (${problem.data.code})` : `it answered ${status}`;
  throw new Failure(`netberth token own: ${said}`);
}
