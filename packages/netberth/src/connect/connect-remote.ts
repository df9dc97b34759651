import { Failure } from '../failure.ts';
import type { Connection } from './connection.ts';
import { receiveHttp, sendHttp } from './send-http.ts';

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the server running, and is this its admin plane (--admin-listen)?',
  ENOTFOUND: 'its name is not known to DNS.',
  EAI_AGAIN: 'DNS does not answer.',
  ETIMEDOUT: 'it does not answer. A firewall between here and there?',
  EHOSTUNREACH: 'there is no route to it.',
  ECONNRESET: 'it closed the connection. Is it http where https is wanted, or the other way round?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed. Name it in NODE_EXTRA_CA_CERTS=FILE.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by nobody known here. Name the CA in NODE_EXTRA_CA_CERTS=FILE.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
};

/** A server elsewhere, by the URL of its admin plane and a token. */
export function connectRemote(server: string, token: string): Connection {
  const url = URL.parse(server);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Failure(
      `Cannot use --server "${server}": it is not an http or https URL like https://boot.example:8081`,
    );
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  return {
    name: url.origin,
    send: async (request) => {
      try {
        return await sendHttp({ url }, request, headers);
      } catch (error) {
        throw unreachable(url.origin, error);
      }
    },
    download: async (path) => {
      try {
        return await receiveHttp({ url }, path, headers);
      } catch (error) {
        throw unreachable(url.origin, error);
      }
    },
    dispose: async () => undefined,
  };
}

function unreachable(origin: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = advice[code];
  return known === undefined ? error : new Failure(`Cannot reach ${origin}: ${known}`, { cause: error });
}
