import { hasErrorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';
import type { Connection } from './connection.ts';
import { localUser } from './local-user.ts';
import { receiveHttp, sendHttp } from './send-http.ts';

/** A server on this host: who may open its socket may do what the local user may. @param name as a person knows the server */
export function connectSocket(socket: string, name: string): Connection {
  const headers = { host: 'localhost', 'x-netberth-user': encodeURIComponent(localUser()) };
  return {
    name,
    send: async (request) => {
      try {
        return await sendHttp({ socket }, request, headers);
      } catch (error) {
        throw isCutOff(error) ? cutOff(name, error) : error;
      }
    },
    download: async (path) => await receiveHttp({ socket }, path, headers),
    dispose: async () => undefined,
  };
}

function isCutOff(error: unknown): boolean {
  return hasErrorCode(error, 'ECONNRESET', 'EPIPE', 'ECONNREFUSED');
}

function cutOff(name: string, cause: unknown): Failure {
  return new Failure(
    `The connection to ${name} ended before it answered: it was stopped, or another command closed it.\nWhether this was done is not known: look, then try again.`,
    { cause },
  );
}
