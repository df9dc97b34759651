import * as fc from 'fast-check';

/** A file by its size and the seed of its bytes: a tree that fails is printed, and made smaller, without megabytes. */
export type RandomFile = { readonly path: string; readonly sizeBytes: number; readonly seed: number };
export type RandomTree = { readonly files: readonly RandomFile[]; readonly folders: readonly string[] };

const everyday = 'abcdefghijXYZ0123456789.-_ '.split('');
const uncommon = "äßéŒ漢字кириллица~+,[]=#%&'($!@".split('');

/** Names that every structure can hold, FAT's rules among them: no dot or blank at the end. */
const name = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...everyday) }, fc.constantFrom(...uncommon)), {
    minLength: 1,
    maxLength: 30,
  })
  .map((characters) => characters.join('').replace(/^[. -]+|[. ]+$/g, 'x'));
const longName = fc.string({
  unit: fc.constantFrom(...'longNAME.012äß'.split('')),
  minLength: 31,
  maxLength: 61,
});
const anyName = fc.oneof(
  { weight: 6, arbitrary: name },
  longName.map((text) => `l${text}x`),
);

const sizeBytes = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 511, 512, 513, 2047, 2048, 2049, 4096) },
  { weight: 12, arbitrary: fc.nat(10_000) },
  { weight: 1, arbitrary: fc.nat(1_000_000) },
);

const path = fc.array(anyName, { minLength: 1, maxLength: 7 }).map((parts) => parts.join('/'));

const fileOf = (size: fc.Arbitrary<number>): fc.Arbitrary<RandomFile> =>
  fc.record({ path, sizeBytes: size, seed: fc.nat(0xffff_ffff) });

export const randomTree: fc.Arbitrary<RandomTree> = treeOf(fc.array(fileOf(sizeBytes), { maxLength: 30 }));

/** Few files, of up to 40 MB, as kernels and images are. */
export const randomLargeTree: fc.Arbitrary<RandomTree> = treeOf(
  fc.array(fileOf(fc.oneof(fc.constantFrom(40_000_000, 39_999_999), fc.nat(40_000_000))), {
    minLength: 1,
    maxLength: 3,
  }),
);

/** Trees in which no two names of a folder are the same, also for those who do not tell capitals from small letters. */
function treeOf(someFiles: fc.Arbitrary<RandomFile[]>): fc.Arbitrary<RandomTree> {
  return fc.record({ files: someFiles, folders: fc.array(path, { maxLength: 4 }) }).map((draft) => {
    const taken = new Map<string, { spelled: string; kind: 'file' | 'folder' }>();
    const claim = (wanted: string, kind: 'file' | 'folder'): boolean => {
      const parts = wanted.split('/');
      const steps = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
      const fits = steps.every((step, index) => {
        const other = taken.get(step.toUpperCase());
        const isEnd = index === steps.length - 1;
        if (other === undefined) return true;
        return other.spelled === step && other.kind === 'folder' && !(isEnd && kind === 'file');
      });
      if (!fits) return false;
      for (const [index, step] of steps.entries()) {
        const isEnd = index === steps.length - 1;
        taken.set(step.toUpperCase(), { spelled: step, kind: isEnd ? kind : 'folder' });
      }
      return true;
    };
    const files = draft.files.filter((entry) => claim(entry.path, 'file'));
    draft.folders.filter((folder) => claim(folder, 'folder'));
    return {
      files,
      folders: [...taken.values()].filter(({ kind }) => kind === 'folder').map(({ spelled }) => spelled),
    };
  });
}

/** Bytes that do not repeat, the same for the same seed (a linear congruential generator). */
export function noise(sizeBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let state = seed >>> 0;
  for (let at = 0; at < sizeBytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
