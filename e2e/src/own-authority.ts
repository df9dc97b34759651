import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './test-image/run.ts';

export type OwnAuthority = {
  readonly caFile: string;
  readonly key: Buffer;
  /** For whoever answers as this address; the authority's own behind it, of which iPXE has no more than the fingerprint. */
  readonly cert: Buffer;
};

/** An authority that nobody trusts, and a certificate of it for an address. Its keys are RSA, which every iPXE knows. */
export async function makeOwnAuthority(folder: string, address: string): Promise<OwnAuthority> {
  const at = (name: string) => join(folder, name);
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  const authority = ['-x509', '-subj', '/CN=own authority', '-keyout', at('ca.key'), '-out', at('ca.pem')];
  await run('openssl', ['req', ...fresh, ...authority]);
  const issued = ['-x509', '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-subj', `/CN=${address}`];
  const named = ['-addext', `subjectAltName=IP:${address}`, '-addext', 'basicConstraints=critical,CA:FALSE'];
  await run('openssl', [
    'req',
    ...fresh,
    ...issued,
    ...named,
    '-keyout',
    at('key.pem'),
    '-out',
    at('cert.pem'),
  ]);
  const cert = Buffer.concat([readFileSync(at('cert.pem')), readFileSync(at('ca.pem'))]);
  return { caFile: at('ca.pem'), key: readFileSync(at('key.pem')), cert };
}

/** SHA-256 of the certificate of iPXE's own authority, the only one that its builds trust (src/crypto/rootcert.c). */
const trusted = '9faf717b7f8ca2f93c256c79f8ac5591895d66d1ff3bee6397a70d29c65eed1a';

/** An iPXE as one that was built with `TRUST=` this authority. */
export function trustOwnAuthority(loader: string, caFile: string, written: string): void {
  const bytes = readFileSync(loader);
  const at = bytes.indexOf(Buffer.from(trusted, 'hex'));
  if (at < 0) throw new Error(`${loader} does not hold the fingerprint of iPXE's authority`);
  const { raw } = new X509Certificate(readFileSync(caFile));
  createHash('sha256').update(raw).digest().copy(bytes, at);
  writeFileSync(written, bytes);
}
