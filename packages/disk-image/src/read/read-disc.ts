import type { ContentReader } from '../plan/content-reader.ts';
import { readBootEntries } from './boot-entries.ts';
import { DiscFault, type Disc, type DiscFile, type DiscOutcome } from './disc.ts';
import { sectorBytes } from './disc-bytes.ts';
import { readIsoDescriptors, type IsoDescriptors } from './iso-descriptors.ts';
import { hasRockRidge } from './iso-records.ts';
import { readIsoTree, rootOf } from './read-iso-tree.ts';
import { readUdfTree } from './read-udf-tree.ts';
import { readUdfVolume } from './udf-volume.ts';

/**
 * What stands on an ISO image: ISO 9660 with the names of Rock Ridge or Joliet, or UDF, as Microsoft's discs are. Nothing is
 * mounted; a few sectors are read for each folder. That all of it is there is checked, not what the files hold.
 *
 * @example readDisc({ kind: 'reader', sizeBytes, readAt: (offset, size) => bytesOf(file, offset, size) })
 */
export function readDisc(image: ContentReader): DiscOutcome {
  try {
    const descriptors = readIsoDescriptors(image);
    if (descriptors === null)
      return { kind: 'no-disc', why: 'is no image of a CD or DVD: it has neither ISO 9660 nor UDF' };
    const boots = readBootEntries(image, descriptors.elTorito);
    const disc = { ...treeOf(image, descriptors), boots };
    demandWhole(image, disc.files);
    return { kind: 'disc', disc };
  } catch (error) {
    if (error instanceof DiscFault) return { kind: 'no-disc', why: error.message };
    throw error;
  }
}

type Tree = Omit<Disc, 'boots'>;

/** Rock Ridge before UDF before Joliet: a disc of Microsoft has UDF and, beside it, one file that says so. */
function treeOf(image: ContentReader, { primary, joliet, hasUdf }: IsoDescriptors): Tree {
  if (primary !== null) demandLength(image, primary.uint32(80) * sectorBytes);
  const root = primary && rootOf(primary, image);
  if (root && hasRockRidge(image, root))
    return {
      label: labelOf(primary),
      structure: 'Rock Ridge',
      files: readIsoTree(image, root, 'Rock Ridge'),
    };
  if (hasUdf) {
    const volume = readUdfVolume(image);
    demandLength(image, volume.endBytes);
    return { label: volume.label, structure: 'UDF', files: readUdfTree(image, volume) };
  }
  const structure = joliet === null ? 'ISO 9660' : 'Joliet';
  const top = joliet === null ? root : rootOf(joliet, image);
  if (top === null || primary === null) throw new DiscFault('has no primary volume descriptor');
  return { label: labelOf(primary), structure, files: readIsoTree(image, top, structure) };
}

function labelOf(descriptor: { text(at: number, sizeBytes: number): string }): string {
  return descriptor.text(40, 32).trimEnd();
}

function demandLength(image: ContentReader, wantedBytes: number): void {
  if (image.sizeBytes >= wantedBytes) return;
  throw new DiscFault(
    `is cut short: it says that it has ${wantedBytes} bytes, and has ${image.sizeBytes}; copy or download it again`,
  );
}

function demandWhole(image: ContentReader, files: readonly DiscFile[]): void {
  const last = files.find(({ offsetBytes, sizeBytes }) => offsetBytes + sizeBytes > image.sizeBytes);
  if (last !== undefined)
    throw new DiscFault(`is cut short: "${last.path}" is not whole; copy or download it again`);
}
