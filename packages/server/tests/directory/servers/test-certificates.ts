import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type TestCertificates = {
  /** Files. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly caText: string;
  readonly remove: () => void;
};

/** A CA of this run's own, and a certificate by it for `localhost` alone: not for 127.0.0.1. */
export async function makeCertificates(): Promise<TestCertificates> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-certificates-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const newKey = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(name)];
  await openssl('req', '-x509', ...newKey('ca.key'), '-out', 'ca.pem', '-days', '2', '-subj', '/CN=test CA');
  await openssl('req', ...newKey('tls.key'), '-out', 'tls.csr', '-subj', '/CN=localhost');
  writeFileSync(file('extensions'), 'subjectAltName=DNS:localhost\n');
  await openssl(
    ...['x509', '-req', '-in', 'tls.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-out', 'tls.pem', '-days', '2', '-extfile', 'extensions'],
  );
  return {
    ca: file('ca.pem'),
    certificate: file('tls.pem'),
    key: file('tls.key'),
    caText: readFileSync(file('ca.pem'), 'utf8'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
