import { text } from 'node:stream/consumers';
import { problemSchema, sessionSchema } from '@netberth/api';
import { askHidden } from '../ask-hidden.ts';
import { connectRemote } from '../connect/connect-remote.ts';
import type { Connection } from '../connect/connection.ts';
import type { ApiAnswer } from '../connect/send-http.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';

type Headers = Readonly<Record<string, string>>;
type Method = 'GET' | 'POST' | 'DELETE';

/** Somebody who is signed in. */
export type OwnSession = {
  /** The server, as it was named. */
  readonly server: string;
  /** Asks below `/api/v1`. @throws Failure with what the server says, where it refuses */
  readonly ask: (method: Method, path: string, body?: object) => Promise<unknown>;
};

/** Signs in at `--server`, does something as this person, signs out. @param verb for what goes wrong: `token own` */
export async function withOwnSession<Result>(
  verb: string,
  user: string,
  { flags, environment }: Surroundings,
  work: (session: OwnSession) => Promise<Result>,
): Promise<Result> {
  const server = flags.server ?? environment['NETBERTH_SERVER'] ?? '';
  if (server === '')
    throw new Failure(
      `netberth ${verb}: say where you have an account: --server https://boot.example:8081 (or NETBERTH_SERVER).`,
    );
  const connection = connectRemote(server, '', {
    ca: flags.ca ?? (environment['NETBERTH_CA'] || undefined),
    fingerprint: flags.fingerprint ?? (environment['NETBERTH_FINGERPRINT'] || undefined),
  });
  const password = await readPassword(verb, user, connection.name);
  const headers = await signIn(verb, connection, { username: user, password });
  try {
    return await work({
      server,
      ask: async (method, path, body) => read(verb, await send(connection, method, path, { headers, body })),
    });
  } finally {
    await send(connection, 'DELETE', '/session', { headers });
  }
}

async function readPassword(verb: string, user: string, server: string): Promise<string> {
  if (process.stdin.isTTY) return await askHidden(`Password of ${user} at ${server}: `);
  const [line = ''] = (await text(process.stdin)).split('\n', 1);
  if (line === '')
    throw new Failure(
      `netberth ${verb}: there is no password on standard input. Start it at a terminal to be asked for it.`,
    );
  return line;
}

/** @returns what to send along from then on */
async function signIn(
  verb: string,
  connection: Connection,
  body: { readonly username: string; readonly password: string },
): Promise<Headers> {
  const answer = await send(connection, 'POST', '/session', { headers: {}, body });
  const { csrf } = sessionSchema.parse(read(verb, answer));
  const cookie = answer.cookies.map((one) => one.split(';', 1)[0] ?? '').join('; ');
  return { cookie, 'x-netberth-csrf': csrf };
}

async function send(
  connection: Connection,
  method: Method,
  path: string,
  { headers, body }: { readonly headers: Headers; readonly body?: object | undefined },
): Promise<ApiAnswer> {
  return await connection.send({
    ...{ method, path: `/api/v1${path}` },
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

function read(verb: string, { status, text: body }: ApiAnswer): unknown {
  const answer: unknown = JSON.parse(body);
  if (status === 200) return answer;
  const problem = problemSchema.safeParse(answer);
  const said = problem.success ? `${problem.data.detail} (${problem.data.code})` : `it answered ${status}`;
  throw new Failure(`netberth ${verb}: ${said}`);
}
