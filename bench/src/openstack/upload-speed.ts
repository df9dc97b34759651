import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createImage, deleteImage, uploadImage } from '@netberth/openstack';
import { connectCloud, fileContent } from '@netberth/openstack/node';
import type { OpenstackSite } from '../../../e2e/openstack/src/openstack-site.ts';

const rounds = 5;
const mebibyte = 1024 * 1024;

type Row = Readonly<Record<'curl MB/s' | 'ours MB/s' | 'ratio', number>>;

/**
 * The same file, in turn by `curl -T` to an image that is there already, and by the whole of our upload: image, content,
 * checksum of what was sent compared with Glance's. The middle ratio of all rounds counts.
 */
export async function uploadSpeed(site: OpenstackSite, megabytes: number): Promise<readonly Row[]> {
  const file = writeFile(join(site.folder, 'upload.bin'), megabytes);
  const connection = await connectCloud({ cloud: 'demo', region: null }, process.env);
  const { session } = connection;
  const [{ id: token }, endpoint] = [await session.token(), await session.endpoint('image')];
  const byCurl = async () => {
    const { id } = await createImage(session, { name: 'curl', diskFormat: 'raw' });
    const headers = ['-H', `X-Auth-Token: ${token}`, '-H', 'Content-Type: application/octet-stream'];
    const seconds = await timed(async () => {
      execFileSync('curl', ['-sSf', '-T', file, ...headers, `${endpoint}/images/${id}/file`]);
    });
    await deleteImage(session, id);
    return seconds;
  };
  const byUs = async () => {
    const made: string[] = [];
    const seconds = await timed(async () => {
      const content = await fileContent(file);
      const { image } = await uploadImage(session, { image: { name: 'ours', diskFormat: 'raw' }, content });
      made.push(image.id);
    });
    for (const id of made) await deleteImage(session, id);
    return seconds;
  };
  try {
    const rows: Row[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [curl, ours] = [await byCurl(), await byUs()];
      rows.push({
        'curl MB/s': Math.round(megabytes / curl),
        'ours MB/s': Math.round(megabytes / ours),
        ratio: Number((curl / ours).toFixed(2)),
      });
    }
    return rows.toSorted((left, right) => left.ratio - right.ratio);
  } finally {
    await connection.dispose();
  }
}

function writeFile(path: string, megabytes: number): string {
  const file = openSync(path, 'w');
  for (let written = 0; written < megabytes; written += 1) writeSync(file, randomBytes(mebibyte));
  closeSync(file);
  return path;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work();
  return (performance.now() - begunMs) / 1000;
}
