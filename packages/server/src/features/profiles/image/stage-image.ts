import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ByteSource } from './byte-source.ts';
import { explainStageFailure } from './explain-stage-failure.ts';
import { resolveLinks } from './resolve-links.ts';
import { settleTree, singleTopFolder } from './settle-tree.ts';
import type { StageLimits } from './stage-limits.ts';
import { StageRefusal, type StageRefusedCode } from './stage-refusal.ts';
import { unpackArchive, type UnpackedArchive } from './unpack-archive.ts';

export type StagedFile = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Of a link: the path of the file it leads to, whose size and checksum it has. */
  readonly linkTo?: string;
};

export type StagedImage = {
  readonly ok: true;
  /** By path; links too. */
  readonly files: readonly StagedFile[];
  /** The files, links not counted. */
  readonly totalBytes: number;
  /** The one folder of the archive that everything was in, left out of the paths; null: none. */
  readonly strippedFolder: string | null;
};

export type StageRefused = {
  readonly ok: false;
  readonly code: StageRefusedCode;
  readonly message: string;
  readonly entry: string | null;
};

/** Cannot be the name of an entry: those do not begin with a dot. */
const unpackedName = '.unpacked';

/**
 * Unpacks an uncompressed tar into `folder`, which must be empty. When it says ok every file, link and folder is
 * durable, the folder's own name in its parent excepted. When it refuses or throws, the folder is gone.
 * The stream is not destroyed: after a refusal the caller answers first, then drains or closes it.
 * @example await stageImage(request, 'data/incoming/7', { maxFiles: 10_000, maxBytes: 2 ** 40 })
 */
export async function stageImage(
  tar: Readable,
  folder: string,
  limits: StageLimits,
): Promise<StagedImage | StageRefused> {
  const source = new ByteSource(readOpenly(tar, limits.onProgress));
  try {
    const unpacked = join(folder, unpackedName);
    await mkdir(unpacked);
    return await settle(folder, unpacked, await unpackArchive(source, unpacked, limits));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const refusal = explainStageFailure(error);
    if (refusal === null) throw error;
    return { ok: false, code: refusal.code, message: refusal.message, entry: refusal.entry };
  } finally {
    await source.close();
  }
}

async function* readOpenly(tar: Readable, onProgress: StageLimits['onProgress']): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of tar.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    onProgress?.(bytes);
    yield chunk;
  }
}

async function settle(folder: string, unpacked: string, archive: UnpackedArchive): Promise<StagedImage> {
  const resolved = resolveLinks(archive.links, archive.files);
  const top = singleTopFolder([...archive.files.keys(), ...resolved.keys()]);
  const files: StagedFile[] = [];
  const links = new Map<string, string>();
  let totalBytes = 0;
  for (const [path, written] of archive.files) {
    files.push({ path: path.slice(top.length), ...written });
    totalBytes += written.sizeBytes;
  }
  for (const [path, target] of resolved) {
    const written = archive.files.get(target);
    if (written === undefined) continue;
    const linkTo = target.slice(top.length);
    files.push({ path: path.slice(top.length), ...written, linkTo });
    links.set(path.slice(top.length), linkTo);
  }
  if (files.length === 0) {
    throw new StageRefusal(
      'empty',
      null,
      'The archive holds no files: an image has at least a kernel. Check it with `tar -tf`.',
    );
  }
  await settleTree(folder, unpacked, top, links);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ok: true, files, totalBytes, strippedFolder: top === '' ? null : top.slice(0, -1) };
}
