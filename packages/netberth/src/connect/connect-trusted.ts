import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect, rootCertificates } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';

/** Whom to believe that a server is who it says. Nothing given: the CAs that Node knows. */
export type Trust = {
  /** A PEM file with one more CA. */
  readonly ca?: string | undefined;
  /** SHA-256 of the one certificate that is right; its names and its CA then do not matter. */
  readonly fingerprint?: string | undefined;
};

/** The certificate is another one. Its message says which. */
export class WrongFingerprint extends Error {
  override readonly name = 'WrongFingerprint';
}

/**
 * A TLS connection to a server that has proved who it is: before that, nothing is sent on it, least of all a token.
 * @throws WrongFingerprint; what Node says of other failures, with `code`
 */
export async function connectTrusted(url: URL, { ca, fingerprint }: Trust): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options: ConnectionOptions = {
    host,
    port: Number(url.port || 443),
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca: [...rootCertificates, await readFile(ca, 'utf8')] }),
    rejectUnauthorized: fingerprint === undefined,
  };
  const socket = await opened(options);
  if (fingerprint === undefined) return socket;
  const { fingerprint256: found } = socket.getPeerCertificate();
  if (plain(found) === plain(fingerprint)) return socket;
  socket.destroy();
  throw new WrongFingerprint(
    `its certificate has the fingerprint ${found}, and not the one of --fingerprint. If the server has got another certificate, its start prints the new one; else somebody is between.`,
  );
}

function opened(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(/[^0-9a-f]/gi, '').toUpperCase();
}
