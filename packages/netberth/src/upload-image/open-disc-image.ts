import { basename } from 'node:path';
import { discName, recogniseDisc, type Recognition, type WholeWay } from '@netberth/disc';
import { DiscFileReader } from '@netberth/disc/node';
import { ArchiveProblem } from './archive-problem.ts';
import { discChecksum } from './disc-checksum.ts';
import type { ImageArchive } from './image-archive.ts';
import { packFiles } from './pack-files.ts';
import { readCounter } from './read-counter.ts';

export type DiscWishes = {
  /** As a whole, whatever is on it. */
  readonly as?: WholeWay | undefined;
  /** What a person says that its SHA-256 is. */
  readonly sha256?: string | undefined;
};

/** An ISO as the tar that the server takes: it goes as it is, with its checksum where somebody says one. */
export async function openDiscImage(
  path: string,
  totalBytes: number,
  { as, sha256 }: DiscWishes,
): Promise<ImageArchive> {
  const recognition = lookAtDisc(path, as);
  if (recognition.kind === 'not-bootable')
    throw new ArchiveProblem(path, `is ${recognition.what}. ${recognition.why} ${recognition.wayOut}`);
  const { what, how, notes, boot, arch, memoryMib } = recognition.disc;
  const name = `${discName(basename(path))}.iso`;
  const said = sha256 === undefined ? await discChecksum(path) : { sha256, source: '--sha256' };
  const { counted, onRead } = readCounter();
  const iso = { name, source: path, sizeBytes: totalBytes, linkTo: null };
  return {
    name: discName(basename(path)).slice(0, 64),
    entries: [name],
    totalBytes,
    stream: packFiles([iso], counted, said === null ? [] : [sumFile(name, said.sha256)]),
    about: [`It is ${what}: ${how}.`],
    foreseen: {
      spec: {
        ...{ method: 'choice', product: boot.product, choice: { ...boot.choice }, arch },
        ...{ inputs: { ...boot.inputs }, mirror: null, args: boot.args.join(' '), settings: {} },
        ...(Object.keys(memoryMib).length > 0 && { memoryMib }),
      },
      warnings: [...notes],
    },
    notes: [...notes, checksumNote(said?.source ?? null)],
    onRead,
  };
}

/** Throws an `ArchiveProblem` when it is no disc, or not whole. */
function lookAtDisc(path: string, as: WholeWay | undefined): Recognition {
  using reader = new DiscFileReader(path);
  const opened = reader.open();
  if (opened.kind === 'no-disc') throw new ArchiveProblem(path, opened.why);
  return recogniseDisc(opened.content, { url: `${discName(basename(path))}.iso` }, as ?? null);
}

function sumFile(name: string, sha256: string) {
  return { name: `${name}.sha256`, text: `${sha256.toLowerCase()}  ${name}\n` };
}

function checksumNote(source: string | null): string {
  return source === null
    ? 'no checksum of it was found beside it, and none was said (--sha256): whether it is what its makers published is not checked'
    : `its checksum is compared with ${source}`;
}
