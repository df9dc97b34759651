import { webcrypto } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';

/** A certificate and its key, as PEM. */
export type KeyPair = { readonly certificate: string; readonly key: string };

const lifeDays = 3650;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * The certificate that this server has made for itself, made at the first start with it. It stays the same, because
 * people compare its fingerprint.
 * @param names DNS names and addresses by which it is reached
 */
export async function ownCertificate(data: string, names: readonly string[]): Promise<KeyPair> {
  const file = join(data, 'keys', 'admin-tls.pem');
  const kept = await readIfThere(file);
  const pair = kept ?? (await makeCertificate(names));
  if (kept === undefined) await keep(file, pair);
  const [certificate = '', key = ''] = pair.split(/(?=-----BEGIN PRIVATE KEY-----)/);
  return { certificate, key };
}

/** @returns certificate and key, one PEM after the other */
export async function makeCertificate(names: readonly string[]): Promise<string> {
  // x509 finds its algorithms by decorators.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date(Date.now() - 24 * 3_600_000);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex'),
    name: 'CN=Netberth, made by itself',
    notBefore,
    notAfter: new Date(notBefore.getTime() + lifeDays * 24 * 3_600_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension(
        [...new Set(names)].map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = (key.match(/.{1,64}/g) ?? []).join('\n');
  return `${certificate.toString('pem')}\n-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whole or not at all. */
async function keep(file: string, text: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const handle = await open(`${file}.next`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.next`, file);
}
