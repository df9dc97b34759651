import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { CommandDefinition } from '@netberth/api';
import type { GlobalFlags } from '../command-line/global-flags.ts';
import { Failure } from '../failure.ts';
import type { Environment } from '../server/read-server-config.ts';
import type { Connection } from './connection.ts';
import { localUser } from './local-user.ts';
import { probeSocket } from './probe-socket.ts';
import { connectRemote } from './connect-remote.ts';
import { sendHttp } from './send-http.ts';

/**
 * The way to the server: `--server`, else the socket of the data folder, else, when nobody answers there, the
 * data folder itself, opened under the server's lock for this one verb.
 */
export async function connect(
  flags: GlobalFlags,
  environment: Environment,
  definition: CommandDefinition,
): Promise<Connection> {
  const server = flags.server ?? environment['NETBERTH_SERVER'];
  if (server !== undefined && server !== '' && flags.data === undefined)
    return connectRemote(server, flags.token ?? environment['NETBERTH_TOKEN'] ?? '');
  const named = await namedFolder(flags, environment);
  const folder = named ?? './data';
  const socket = shortest(join(resolve(folder), 'admin.sock'));
  switch (await probeSocket(socket)) {
    case 'answers':
      return connectSocket(socket, `the server of ${folder}`);
    case 'forbidden':
      throw new Failure(
        `Cannot open ${socket}: permission denied.\nRun this as the user that runs the server, or name the server with --server URL --token TOKEN.`,
      );
    case 'silent':
      if (named === null && definition.effect === 'read' && !existsSync(folder)) throw noServer(folder);
      return openOwn(flags, environment, folder);
  }
}

/** A settings file that is named may say where the data is. */
async function namedFolder(flags: GlobalFlags, environment: Environment): Promise<string | null> {
  const named = flags.data ?? environment['NETBERTH_DATA'] ?? '';
  if (named !== '') return named;
  if ((flags.config ?? environment['NETBERTH_CONFIG'] ?? '') === '') return null;
  const { readServerConfig } = await import('../server/read-server-config.ts');
  return (await readServerConfig(flags, {}, environment)).data;
}

function noServer(folder: string): Failure {
  return new Failure(
    `No server answers and there is no data folder ${folder} here.\nStart one with \`netberth serve\`, or name one with --data DIR or --server URL --token TOKEN.`,
  );
}

function connectSocket(socket: string, name: string): Connection {
  const headers = { host: 'localhost', 'x-netberth-user': encodeURIComponent(localUser()) };
  return { name, send: (request) => sendHttp({ socket }, request, headers), dispose: async () => undefined };
}

async function openOwn(flags: GlobalFlags, environment: Environment, folder: string): Promise<Connection> {
  const { openServer } = await import('../server/open-server.ts');
  const own = await openServer(flags, environment);
  return { ...connectSocket(own.socket, folder), dispose: own.dispose };
}

/** The kernel takes about 100 bytes for the name of a socket. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
