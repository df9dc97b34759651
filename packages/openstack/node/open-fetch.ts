import { readFile } from 'node:fs/promises';
import { CloudProblem, type Cloud, type Fetch } from '@netberth/openstack';
import { withStreams } from './send-stream.ts';

type Tls = Cloud['tls'];
export type OpenedFetch = { readonly fetch: Fetch; dispose(): Promise<void> };

/** Node's fetch, or where a cloud has its own authority or wants a certificate of ours, one that knows them. */
export async function openFetch(tls: Tls): Promise<OpenedFetch> {
  if (tls.isVerified && tls.caFile === null && tls.certFile === null)
    return {
      fetch: withStreams(async (url, init) => fetch(url, { ...init, redirect: 'manual' })),
      dispose: async () => undefined,
    };
  const [{ Agent, fetch: ownFetch }, { rootCertificates }] = await Promise.all([
    import('undici'),
    import('node:tls'),
  ]);
  const [ca, cert, key] = await Promise.all([
    read(tls.caFile, 'cacert'),
    read(tls.certFile, 'cert'),
    read(tls.keyFile, 'key'),
  ]);
  const connect = {
    rejectUnauthorized: tls.isVerified,
    ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === null ? {} : { cert, key: key ?? cert }),
  };
  const dispatcher = new Agent({ connect });
  return {
    fetch: withStreams(
      async (url, init) => ownFetch(url, { ...init, redirect: 'manual', dispatcher }),
      dispatcher,
    ),
    dispose: () => dispatcher.close(),
  };
}

async function read(path: string | null, setting: string): Promise<string | null> {
  if (path === null) return null;
  try {
    return await readFile(path.replace(/^~(?=\/)/, process.env['HOME'] ?? '~'), 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CloudProblem(`${setting} names a file that cannot be read: ${why}`, { cause: error });
  }
}
