import { Failure } from '../failure.ts';
import type { Connection } from './connection.ts';
import { WrongFingerprint } from './connect-trusted.ts';
import type { Trust } from './connect-trusted.ts';
import { receiveHttp, sendHttp } from './send-http.ts';

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the server running, and is this its admin plane (--admin-listen)?',
  ENOTFOUND: 'its name is not known to DNS.',
  EAI_AGAIN: 'DNS does not answer.',
  ETIMEDOUT: 'it does not answer. A firewall between here and there?',
  EHOSTUNREACH: 'there is no route to it.',
  ECONNRESET: 'it closed the connection. Is it http where https is wanted, or the other way round?',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'nobody has signed its certificate. Compare the fingerprint that its start prints, then name it: --fingerprint AA:BB:… (or NETBERTH_FINGERPRINT), or the certificate: --ca FILE.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by nobody known here. Name the CA: --ca FILE (or NETBERTH_CA).',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by nobody known here. Name the CA: --ca FILE (or NETBERTH_CA).',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for other names. Use one of these in --server, or name its fingerprint: --fingerprint AA:BB:…',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there. Is it http instead of https?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS there. Is it http instead of https?',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
};

/** A server elsewhere, by the URL of its admin plane and a token. */
export function connectRemote(server: string, token: string, trust: Trust = {}): Connection {
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
        return await sendHttp({ url, trust }, request, headers);
      } catch (error) {
        throw unreachable(url.origin, error);
      }
    },
    download: async (path) => {
      try {
        return await receiveHttp({ url, trust }, path, headers);
      } catch (error) {
        throw unreachable(url.origin, error);
      }
    },
    dispose: async () => undefined,
  };
}

function unreachable(origin: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = error instanceof WrongFingerprint ? error.message : advice[code];
  return known === undefined ? error : new Failure(`Cannot reach ${origin}: ${known}`, { cause: error });
}
