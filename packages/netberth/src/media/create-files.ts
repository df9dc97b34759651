import { chmod, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { mediaIssue, mediaRevoke } from '@netberth/api';
import { looseLoadersOf, type LooseFile } from '@netberth/media';
import { readLooseFiles, writeWholeFile } from '@netberth/media/node';
import type { z } from 'zod';
import { connect } from '../connect/connect.ts';
import type { Connection } from '../connect/connection.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { sendCommand } from '../send-command.ts';
import { issueBehindCreate } from './issue-behind.ts';
import { orderOf } from './create-medium.ts';
import type { mediaCreate } from './media-definitions.ts';
import { refuseMedia } from './refuse-media.ts';

type Asked = Omit<z.output<typeof mediaCreate.input>, 'format'>;
type Created = z.output<typeof mediaCreate.output>;
type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** `media create --format files`: a folder with iPXE, its script, and what starts it from GRUB, TFTP or Linux. */
export async function createFiles(asked: Asked, surroundings: Surroundings): Promise<Created> {
  const { machine } = asked;
  if (machine === undefined) return await createOffline(asked, surroundings.data);
  const connection = await connect(surroundings.flags, surroundings.environment, mediaIssue);
  try {
    return await issueAndSave(connection, { ...asked, machine });
  } finally {
    await connection.dispose();
  }
}

async function createOffline(asked: Asked, data: string): Promise<Created> {
  if (asked.replace)
    throw new Failure('--replace needs --machine: it revokes the other media of that machine');
  const { order, warnings } = orderOf(asked, 'files');
  const read = await readLooseFiles(data, asked.firmware, order);
  if (read.kind === 'refused') throw refuseMedia(read.problems);
  const files = read.files.map(({ name, content }: LooseFile) => [name, [content]] as const);
  const sizeBytes = await writeFolder(asked.output, files);
  return {
    ...{ file: resolve(asked.output), sizeBytes, sha256: null, medium: order.id, format: 'files' },
    ...{ firmware: asked.firmware, replaced: [], warnings: [...warnings, ...read.left] },
  };
}

async function issueAndSave(
  connection: Connection,
  { output, ...order }: Asked & { machine: string },
): Promise<Created> {
  const issued = mediaIssue.output.parse(await sendCommand(connection, issueBehindCreate, order));
  try {
    const sizeBytes = await writeFolder(output, downloads(connection, issued.path, order.firmware));
    const { id, firmware, replaced, warnings } = issued;
    return {
      ...{ file: resolve(output), sizeBytes, sha256: null, medium: String(id), format: 'files' },
      ...{ firmware, replaced, warnings },
    };
  } catch (error) {
    // Nobody has it, so nobody should be able to boot from it.
    await sendCommand(connection, mediaRevoke, { id: issued.id });
    throw error;
  }
}

/** What must be there, then what is there for some firmwares and loaders only. */
async function* downloads(
  connection: Connection,
  imagePath: string,
  firmware: Asked['firmware'],
): AsyncGenerator<readonly [string, Chunks]> {
  const { needed, more } = looseLoadersOf(firmware);
  const must = ['autoexec.ipxe', ...needed];
  for (const name of [
    ...must,
    ...more,
    'grub.cfg',
    'ipxe-kexec.lkrn',
    'kexec.sh',
    'dnsmasq.conf',
    'start.ipxe',
  ]) {
    const { status, body } = await connection.download(imagePath.replace(/[^/]*$/, name));
    if (status === 200) yield [name, body];
    else if (status !== 404 || must.includes(name))
      throw new Failure(`${connection.name} answered ${status}: ${(await text(body)).trim()}`);
    else body.resume();
  }
}

type Files = Iterable<readonly [string, Chunks]> | AsyncIterable<readonly [string, Chunks]>;

async function writeFolder(folder: string, files: Files): Promise<number> {
  let sizeBytes = 0;
  try {
    await mkdir(folder, { recursive: true });
    for await (const [name, chunks] of files) {
      const path = join(folder, name);
      await writeWholeFile(chunks, path);
      sizeBytes += (await stat(path)).size;
      if (name.endsWith('.sh')) await chmod(path, 0o755);
    }
    return sizeBytes;
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(`Cannot write ${folder}: ${error.message}`, { cause: error });
  }
}
