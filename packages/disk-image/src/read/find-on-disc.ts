import type { Disc, DiscFile } from './disc.ts';

/** Finds the files of a disc by their paths; where no name is written so, by one that is with other capitals. */
export type DiscIndex = (path: string) => DiscFile | undefined;

/** Windows and ESXi ask for `sources/boot.wim` where the disc has `SOURCES/BOOT.WIM`. */
export function indexDisc({ files }: Pick<Disc, 'files'>): DiscIndex {
  const exact = new Map(files.map((file) => [file.path, file]));
  const folded = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  return (path) => exact.get(path) ?? folded.get(path.toLowerCase());
}
