import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishProblem, siteFile, type SiteFile } from '../src/index.ts';

/** Ten years: whoever publishes with it decides when it ends. */
const validDays = 3650;

/**
 * A new key and its certificate in one file that only its owner may read. Never replaces a file.
 * @returns the SHA-256 of the certificate, by which people know it
 */
export async function createSigningKey(path: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'netberth-key-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = `/CN=${name.replace(/[^A-Za-z0-9 ._-]/g, '')}`;
    await openssl([
      ...['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-sha256', '-days', String(validDays)],
      ...['-subj', subject, '-keyout', key, '-out', certificate],
      // What iPXE wants of whoever signs what it boots.
      ...['-addext', 'keyUsage=critical,digitalSignature', '-addext', 'extendedKeyUsage=codeSigning'],
    ]);
    const both = (await readFile(key, 'utf8')) + (await readFile(certificate, 'utf8'));
    await writeFile(path, both, { mode: 0o600, flag: 'wx' });
    return await fingerprintOf(certificate);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      throw new PublishProblem(`"${path}" is there already, and may be in use: name another file`);
    if (code === 'ENOENT' || code === 'EACCES')
      throw new PublishProblem(
        `the key cannot be written to "${path}": ${code === 'ENOENT' ? 'there is no such folder, make it first' : 'you may not write there'}`,
        { cause: error },
      );
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A detached CMS signature (RFC 5652, DER) of the checksums, and the certificate that it is checked with. The same
 * content and key give the same bytes: there is no time in it.
 */
export async function signChecksums(checksums: SiteFile, keyFile: string): Promise<readonly SiteFile[]> {
  const pem = await readKey(keyFile);
  const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?/s.exec(pem)?.[0];
  if (certificate === undefined || !pem.includes('PRIVATE KEY-----'))
    throw new PublishProblem(
      `${keyFile} has no key with its certificate: make one with \`netberth menu key\``,
    );
  const folder = await mkdtemp(join(tmpdir(), 'netberth-sign-'));
  try {
    const content = join(folder, 'content');
    const signature = join(folder, 'signature');
    await writeFile(content, checksums.bytes);
    const how = ['-sign', '-binary', '-noattr', '-outform', 'DER', '-md', 'sha256'];
    await openssl(['cms', ...how, '-signer', keyFile, '-inkey', keyFile, '-in', content, '-out', signature]);
    return [
      siteFile(`${checksums.path}.p7s`, await readFile(signature)),
      siteFile('signer.pem', certificate),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readKey(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PublishProblem(`Cannot read the key ${path}: ${why}`, { cause: error });
  }
}

async function fingerprintOf(certificate: string): Promise<string> {
  const said = await openssl(['x509', '-in', certificate, '-noout', '-fingerprint', '-sha256']);
  return said.replace(/^.*=/, '').trim();
}

async function openssl(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('openssl', args, { timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const why =
        error.code === 'ENOENT'
          ? 'there is no openssl on this host: install it (Debian: apt install openssl)'
          : (stderr.trim().split('\n').at(-1) ?? error.message);
      reject(new PublishProblem(`Cannot sign: ${why}`, { cause: error }));
    });
  });
}
