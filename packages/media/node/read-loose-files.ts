import type { MediumFirmware } from '@netberth/api';
import { firmwareLacks, looseFiles, looseLoadersOf, type LooseFile, type MediumOrder } from '../src/index.ts';
import { readLoaderFiles } from './read-loaders.ts';

export type ReadLooseFiles =
  /** `left`: loaders that are left out, and why; what starts by others starts all the same. */
  | { readonly kind: 'files'; readonly files: readonly LooseFile[]; readonly left: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The files of a medium without an image, with the loaders out of `<data>/firmware`. */
export async function readLooseFiles(
  data: string,
  firmwares: readonly MediumFirmware[],
  order: MediumOrder,
  named?: string,
): Promise<ReadLooseFiles> {
  const { needed, more } = looseLoadersOf(firmwares);
  const read = await readLoaderFiles(data, needed, named);
  if (read.kind === 'refused') return read;
  const lacks = firmwareLacks(order, read.loaders.abilities);
  if (lacks.length > 0) return { kind: 'refused', problems: lacks };
  const loaders = new Map(read.loaders.files);
  const left: string[] = [];
  for (const file of more) {
    const another = await readLoaderFiles(data, [file], named);
    const faults =
      another.kind === 'refused' ? another.problems : firmwareLacks(order, another.loaders.abilities);
    left.push(...faults);
    if (another.kind === 'loaders' && faults.length === 0)
      for (const [name, bytes] of another.loaders.files) loaders.set(name, bytes);
  }
  return { kind: 'files', files: looseFiles(order, loaders), left };
}
