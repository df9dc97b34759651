import { blockBytes } from './iso-block.ts';

/** A part of a file that one record stands for, in blocks that follow each other. */
export type FileSection = { readonly fromBytes: number; readonly sizeBytes: number };

/** The largest whole number of blocks that a record's 32 bits can count. */
const mostSectionBytes = 2 ** 32 - blockBytes;

/** A file of 4 GiB and more has several records (ECMA-119 6.5.1, interchange level 3); an empty one has one. */
export function fileSections(fileBytes: number): readonly FileSection[] {
  const count = Math.max(1, Math.ceil(fileBytes / mostSectionBytes));
  return Array.from({ length: count }, (_, index) => {
    const fromBytes = index * mostSectionBytes;
    return { fromBytes, sizeBytes: Math.min(mostSectionBytes, fileBytes - fromBytes) };
  });
}
