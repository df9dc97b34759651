import { connect as connectTcp, isIP } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { Client } from 'ldapts';

const connectMs = 3000;
const answerMs = 5000;
/** For everything that is asked of one server: whoever signs in waits for it. */
const wholeMs = 10_000;

/** Where the directory is, and whose certificates are believed (PEM; null: those of the system's CAs). */
export type DirectoryServers = { readonly urls: readonly string[]; readonly ca: string | null };

/** No server of the directory could be used; the message names each with its reason. */
export class DirectoryUnreachable extends Error {
  override readonly name = 'DirectoryUnreachable';
}

/**
 * Ask the first server that can be reached. Only encrypted: `ldaps:` from the start, `ldap:` by StartTLS before anything
 * else is said; the name in its certificate must be the name in the URL.
 *
 * @param ask may throw what shall be told to the caller; connection errors lead to the next server
 * @throws DirectoryUnreachable
 */
export async function askDirectory<Answer>(
  { urls, ca }: DirectoryServers,
  ask: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const failures: string[] = [];
  for (const url of urls) {
    try {
      return await askServer(url, ca, ask);
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      failures.push(`${url}: ${explain(error)}`);
    }
  }
  throw new DirectoryUnreachable(failures.join('; '));
}

async function askServer<Answer>(
  url: string,
  ca: string | null,
  ask: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const tls = tlsOptions(new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'), ca);
  const client = new Client({ url, timeout: answerMs, connectTimeout: connectMs, ...connectOnce(url, tls) });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineMissed()), wholeMs);
  });
  try {
    return await Promise.race([encryptedAsk(client, url, tls, ask), deadline]);
  } finally {
    clearTimeout(timer);
    // What is still under way fails by it; a server that is gone takes no farewell.
    void client.unbind().catch(() => undefined);
  }
}

async function encryptedAsk<Answer>(
  client: Client,
  url: string,
  tls: ConnectionOptions,
  ask: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  if (url.startsWith('ldap:')) await client.startTLS(tls);
  return await ask(client);
}

function tlsOptions(host: string, ca: string | null): ConnectionOptions {
  return {
    minVersion: 'TLSv1.2',
    ...(ca !== null && { ca }),
    // Server Name Indication takes no addresses, so the identity is checked by hand.
    ...(isIP(host) === 0 && { servername: host }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  };
}

/**
 * ldapts connects again by itself when a connection breaks, also after StartTLS: the next password would go in the
 * clear. So each client may connect once.
 */
function connectOnce(url: string, tls: ConnectionOptions) {
  let isUsed = false;
  const refuseAgain = () => {
    if (isUsed) throw new DeadlineMissed('it closed the connection');
    isUsed = true;
  };
  return {
    // With these it would speak TLS from the start, also to ldap:.
    ...(url.startsWith('ldaps:') && { tlsOptions: tls }),
    createConnection: ((port: number, host: string) => {
      refuseAgain();
      return connectTcp(port, host);
    }) as typeof connectTcp,
    createSecureConnection: ((...given: unknown[]) => {
      const [first, host, options] = given as [number | ConnectionOptions, string, ConnectionOptions];
      if (typeof first === 'object') return connectTls(first);
      refuseAgain();
      return connectTls(first, host, options);
    }) as typeof connectTls,
  };
}

class DeadlineMissed extends Error {
  override readonly name = 'DeadlineMissed';
  constructor(message = `it did not answer within ${wholeMs / 1000} s`) {
    super(message);
  }
}

/** What the directory itself said, with a result code, is an answer; all else is none. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const { code } = error as { code?: unknown };
  const isBusy = code === 51 || code === 52; // busy, unavailable
  return typeof code !== 'number' || isBusy;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
      return 'its name is not known to DNS';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `its certificate is for another name (${error.message})`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'its certificate is signed by nobody known here; name the CA in directory.ca';
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired';
    default:
      return error.message === '' ? error.name : error.message;
  }
}
