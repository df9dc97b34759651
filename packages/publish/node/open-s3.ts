import { setTimeout } from 'node:timers/promises';
import { bucketUrl, PublishProblem, S3Store, type S3KeysIn } from '../src/index.ts';
import { readS3Settings } from './s3-settings.ts';

/**
 * A bucket with the credentials that are at hand; `url`: where readers find it, if it is public. `keysIn`: what is said to
 * look at when they do not do.
 */
export async function openS3(
  bucket: string,
  prefix: string,
  environment: Readonly<Record<string, string | undefined>>,
  keysIn: S3KeysIn = 'environment',
): Promise<{ store: S3Store; url: string }> {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i.test(bucket))
    throw new PublishProblem(`"${bucket}" names no bucket`);
  const { region, endpoint } = await readS3Settings(environment, keysIn);
  const place = { bucket, prefix, region, endpoint };
  const store = new S3Store(place, {
    fetch: async (url, init) => fetch(url, init),
    credentials: async () => (await readS3Settings(environment, keysIn)).credentials,
    pause: (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
    keysIn,
  });
  return { store, url: [bucketUrl(place), ...(prefix === '' ? [] : [prefix])].join('/') };
}
