import { constants } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { RedfishError, type Fetch } from '@netberth/redfish';
import { Agent, buildConnector, fetch as fetchBy } from 'undici';

export type TlsWish = {
  /** SHA-256 of the certificate, `AA:BB:…`: this one is taken whoever has signed it, and no other; null: as browsers do. */
  readonly fingerprint?: string | null;
  /** Also TLS 1.0 and 1.1, old ciphers and short keys. */
  readonly legacyTls?: boolean;
  /** How names become addresses; without: as the system does. */
  readonly lookup?: LookupFunction;
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal | undefined;
};

export type OpenedFetch = { readonly fetch: Fetch; readonly dispose: () => Promise<void> };

const connectMs = 10_000;
/** What Node says of a certificate that nobody vouches for, or of another name or time. */
const untrusted =
  /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_(HAS_EXPIRED|NOT_YET_VALID|UNTRUSTED)|ALTNAME_INVALID|DEPTH_ZERO/;

/** A fetch for one BMC. A certificate that is not trusted is named by its fingerprint, and nothing was sent to it. */
export function openFetch({
  fingerprint = null,
  legacyTls = false,
  lookup,
  signal: end,
}: TlsWish): OpenedFetch {
  const old = legacyTls
    ? {
        minVersion: 'TLSv1' as const,
        ciphers: 'ALL:@SECLEVEL=0',
        secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      }
    : {};
  const connector = buildConnector({
    // A resumed session shows no certificate to compare.
    ...{ timeout: connectMs, rejectUnauthorized: false, maxCachedSessions: 0, ...old },
    ...(lookup !== undefined && { lookup }),
  });
  const connect: typeof connector = (options, callback) => {
    connector(options, (error, socket) => {
      if (error !== null || socket === null) {
        callback(error ?? new Error('no connection'), null);
        return;
      }
      const problem = socket instanceof TLSSocket ? distrust(socket, fingerprint) : null;
      if (problem === null) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(problem, null);
    });
  };
  const dispatcher = new Agent({ connect, bodyTimeout: 0, headersTimeout: 0 });
  return {
    fetch: async (url, init) => {
      const signal = end === undefined ? init.signal : AbortSignal.any([init.signal, end]);
      try {
        return await fetchBy(url, { ...init, signal, redirect: 'manual', dispatcher });
      } catch (error) {
        if (error instanceof Error && error.cause instanceof RedfishError) throw error.cause;
        throw error;
      }
    },
    dispose: () => dispatcher.destroy(),
  };
}

/** Null: it can be trusted. */
function distrust(socket: TLSSocket, wanted: string | null): RedfishError | null {
  const { fingerprint256 } = socket.getPeerCertificate();
  if (wanted !== null)
    return fingerprint256 === wanted
      ? null
      : new RedfishError(`its certificate is another: ${fingerprint256}`, {
          kind: 'tls',
          fingerprint: fingerprint256,
        });
  if (socket.authorized) return null;
  const why = String(socket.authorizationError);
  const what = untrusted.test(why)
    ? 'nobody who is known vouches for its certificate'
    : 'its certificate is not right';
  return new RedfishError(`${what} (${why}); its SHA-256 fingerprint is ${fingerprint256}`, {
    kind: 'tls',
    fingerprint: fingerprint256,
  });
}
