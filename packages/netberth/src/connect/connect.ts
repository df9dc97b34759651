import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { CommandDefinition } from '@netberth/api';
import type { GlobalFlags } from '../command-line/global-flags.ts';
import { Failure } from '../failure.ts';
import type { Environment } from '../server/read-server-config.ts';
import { adminSocket, shortest } from './admin-socket.ts';
import { connectRemote } from './connect-remote.ts';
import { connectSocket } from './connect-socket.ts';
import type { Connection } from './connection.ts';
import { probeSocket } from './probe-socket.ts';

/**
 * The way to the server: `--server`, else the socket of the data folder, else, when nobody answers there, the
 * data folder itself, opened under the server's lock for this one verb.
 */
export async function connect(
  flags: GlobalFlags,
  environment: Environment,
  definition: CommandDefinition,
): Promise<Connection> {
  const server = serverElsewhere(flags, environment);
  if (server !== null) {
    const token = flags.token ?? environment['NETBERTH_TOKEN'] ?? '';
    return connectRemote(server, token, {
      ca: flags.ca ?? (environment['NETBERTH_CA'] || undefined),
      fingerprint: flags.fingerprint ?? (environment['NETBERTH_FINGERPRINT'] || undefined),
    });
  }
  const named = await namedFolder(flags, environment);
  const folder = named ?? './data';
  const socket = adminSocket(folder);
  const mayCreate = named !== null || definition.effect === 'write' || existsSync(folder);
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const state = await probeSocket(socket);
    if (state === 'answers') return connectSocket(socket, `the server of ${folder}`);
    if (state === 'forbidden') throw forbidden(socket);
    if (!mayCreate) throw noServer(folder);
    const own = await tryOpenOwn(flags, environment, socket, Date.now() > deadlineMs);
    if (own !== null) return own;
    await setTimeout(pauseMs);
  }
}

/** A flag wins over the environment, also where they name different things. */
function serverElsewhere(flags: GlobalFlags, environment: Environment): string | null {
  if (flags.server !== undefined) return flags.server;
  const isLocal = flags.data !== undefined || flags.config !== undefined || flags.database !== undefined;
  return isLocal ? null : environment['NETBERTH_SERVER'] || null;
}

/** A server that is just starting has the lock before its socket; one that is ending has it a little longer. */
const patienceMs = 5000;
const pauseMs = 100;

/** Null: another process has the data folder, and its socket may answer yet. */
async function tryOpenOwn(
  flags: GlobalFlags,
  environment: Environment,
  socket: string,
  isLastTry: boolean,
): Promise<Connection | null> {
  const { openServer } = await import('../server/open-server.ts');
  const { isLocked } = await import('../server/start-failure.ts');
  try {
    const own = await openServer(flags, environment);
    return { ...connectSocket(shortest(own.socket), 'the data folder'), dispose: () => own.dispose() };
  } catch (error) {
    if (!isLocked(error) || !(error instanceof Error)) throw error;
    if (!isLastTry) return null;
    throw new Failure(`${error.message}\nIts admin socket ${socket} does not answer.`, { cause: error });
  }
}

function forbidden(socket: string): Failure {
  return new Failure(
    `Cannot open ${socket}: permission denied.\nRun this as the user that runs the server, or name the server with --server URL --token TOKEN.`,
  );
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
