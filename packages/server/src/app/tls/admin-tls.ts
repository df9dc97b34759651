import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { Server as HttpsServer } from 'node:https';
import { hostname, networkInterfaces } from 'node:os';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { TlsConfig } from '../../config/tls-config.ts';
import { ownCertificate } from './own-certificate.ts';
import type { KeyPair } from './own-certificate.ts';

/** What people compare, and whether they have to: nobody has signed a self-made certificate. */
export type ShownCertificate = {
  /** SHA-256 as `AA:BB:…`. */
  readonly fingerprint: string;
  readonly isSelfMade: boolean;
};

/** How often the files are looked at. */
const lookEveryMs = 2000;

/** TLS of the admin plane: its server is made at once, its certificate is read when it listens, and when it changes. */
export class AdminTls {
  readonly #read: () => Promise<KeyPair>;
  readonly #isSelfMade: boolean;
  readonly #onError: (error: unknown) => void;
  #server: HttpsServer | undefined;
  #pair: KeyPair | undefined;
  #timer: NodeJS.Timeout | undefined;
  #told = '';

  /** @param onError told when files that have changed cannot be used: the certificate before them goes on */
  constructor(
    config: Exclude<TlsConfig, { kind: 'plain' }>,
    { data, adminHosts }: { readonly data: string; readonly adminHosts: readonly string[] },
    onError: (error: unknown) => void,
  ) {
    this.#isSelfMade = config.kind === 'self-made';
    this.#read =
      config.kind === 'files' ? () => readFiles(config) : () => ownCertificate(data, names(adminHosts));
    this.#onError = onError;
  }

  /** For Fastify's `serverFactory`. */
  makeServer(listener: RequestListener): HttpServer {
    // Node would answer in no language at all to a request without a host.
    this.#server = createServer({ requireHostHeader: false }, listener);
    return this.#server;
  }

  /** @throws when there is no certificate that can be used, with what to do */
  async open(): Promise<ShownCertificate> {
    const pair = await this.#follow();
    this.#timer = setInterval(() => {
      this.#follow().catch((error: unknown) => {
        if (String(error) !== this.#told) this.#onError(error);
        this.#told = String(error);
      });
    }, lookEveryMs).unref();
    const { fingerprint256: fingerprint } = new X509Certificate(pair.certificate);
    return { fingerprint, isSelfMade: this.#isSelfMade };
  }

  async #follow(): Promise<KeyPair> {
    const next = await this.#read();
    const isKnown = next.certificate === this.#pair?.certificate && next.key === this.#pair.key;
    if (!isKnown) this.#server?.setSecureContext(contextOf(next));
    this.#pair = next;
    return next;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** @returns undefined where plain HTTP is spoken */
export function adminTlsOf(
  { tls, adminHosts }: Pick<Config, 'tls' | 'adminHosts'>,
  data: string,
  log: Pick<Logger, 'error'>,
): AdminTls | undefined {
  if (tls.kind === 'plain') return undefined;
  return new AdminTls(tls, { data, adminHosts }, (error) =>
    log.error(error, 'the certificate was not read again'),
  );
}

function contextOf({ certificate, key }: KeyPair) {
  return { cert: certificate, key, minVersion: 'TLSv1.2' as const };
}

async function readFiles(files: Extract<TlsConfig, { kind: 'files' }>): Promise<KeyPair> {
  const pair = {
    certificate: await readNamed('tls.certificate', files.certificate),
    key: await readNamed('tls.key', files.key),
  };
  try {
    createSecureContext(contextOf(pair));
    return pair;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Reading tls.certificate "${files.certificate}" and tls.key "${files.key}": they are no certificate in PEM with its key, or the key is of another one (${why}).`,
      { cause: error },
    );
  }
}

async function readNamed(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Reading ${setting} "${file}": ${why}. It must be there, for the user of the server.`, {
      cause: error,
    });
  }
}

/** By all of these somebody may come. */
function names(adminHosts: readonly string[]): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const plain = addresses.map(({ address }) => address).filter((address) => !address.includes('%'));
  const hosts = adminHosts.map((host) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
  return ['localhost', hostname(), ...plain, ...hosts];
}
