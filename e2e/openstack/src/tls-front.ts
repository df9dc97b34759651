import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type TlsFront = {
  readonly url: string;
  /** Nobody trusts this authority who is not told of it. */
  readonly caFile: string;
  dispose(): Promise<void>;
};

/** HTTPS before a service that speaks HTTP, with a certificate of an authority of its own. */
export async function startTlsFront(folder: string, target: string): Promise<TlsFront> {
  const [caFile, key, certificate] = await makeCertificates(folder);
  const { hostname, port } = new URL(target);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, reply) => {
    const { method, url: path, headers } = asked;
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    passed.on('error', () => reply.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caFile,
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function makeCertificates(folder: string): Promise<readonly [ca: string, key: string, cert: string]> {
  const at = (name: string) => join(folder, name);
  const openssl = async (...args: readonly string[]) => run('openssl', args, { timeout: 60_000 });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = ['-x509', '-days', '2', '-subj', '/CN=own authority'];
  await openssl('req', ...fresh, ...authority, '-keyout', at('ca.key'), '-out', at('ca.pem'));
  await openssl(
    'req',
    ...fresh,
    '-subj',
    '/CN=127.0.0.1',
    '-keyout',
    at('front.key'),
    '-out',
    at('front.csr'),
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  );
  const signed = [
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-days',
    '2',
    '-copy_extensions',
    'copy',
  ];
  await openssl('x509', '-req', '-in', at('front.csr'), ...signed, '-out', at('front.pem'));
  return [at('ca.pem'), at('front.key'), at('front.pem')];
}
