import type { MirroredFile, RunningMirror } from '@netberth/api';
import type { CataloguedFile, PublishedChecksums } from '@netberth/catalogue';
import type { AssetFetch, Fetched } from './asset-fetch.ts';
import type { AssetFetches } from './asset-fetches.ts';
import type { AssetRecord } from './asset-record.ts';
import type { AssetStore, StagedAsset } from './asset-store.ts';
import { eachAtOnce } from './each-at-once.ts';

export type MirrorTools = {
  readonly store: AssetStore;
  readonly fetches: AssetFetches;
  readonly newChecksums: () => PublishedChecksums;
  /** Runs that are at work, with how far they are. */
  readonly running: Set<() => RunningMirror>;
};

/** What a run found, before anything of it is served. */
export type StagedMirror = {
  readonly files: readonly MirroredFile[];
  readonly staged: readonly StagedAsset[];
};

const filesAtOnce = 4;

/** Fetches what is not stored, or newer upstream. Nothing is served of it yet. */
export async function mirrorFiles(
  { store, fetches, newChecksums, running }: MirrorTools,
  product: string,
  wanted: readonly CataloguedFile[],
): Promise<StagedMirror> {
  const checksums = newChecksums();
  const begun: AssetFetch[] = [];
  const progress = () => progressOf(product, wanted.length, begun);
  running.add(progress);
  try {
    const fetched = await eachAtOnce(wanted, filesAtOnce, async (file) => {
      const fetch = fetches.fetch(file, { checksums });
      begun.push(fetch);
      return await fetch.done;
    });
    return withPairsKept(wanted.map(({ url }, index) => outcomeOf(url, fetched[index], store.find(url))));
  } finally {
    running.delete(progress);
  }
}

function progressOf(product: string, files: number, begun: readonly AssetFetch[]): RunningMirror {
  return {
    product,
    files,
    doneFiles: begun.filter(({ isOver }) => isOver).length,
    receivedBytes: begun.reduce((sum, { state }) => sum + state.receivedBytes, 0),
    totalBytes: begun.reduce((sum, { state }) => sum + (state.totalBytes ?? state.receivedBytes), 0),
  };
}

type Outcome = { readonly file: MirroredFile; readonly staged: StagedAsset | null };

function outcomeOf(url: string, fetched: Fetched | undefined, stored: AssetRecord | undefined): Outcome {
  switch (fetched?.kind) {
    case 'staged': {
      const { record } = fetched.staged;
      const isSame = stored?.sha256 === record.sha256;
      const outcome = stored === undefined ? 'stored' : isSame ? 'kept' : 'updated';
      return { file: { ...fileOf(record), outcome, why: null }, staged: fetched.staged };
    }
    case 'unchanged':
      return stored === undefined
        ? failed(url, 'was removed while it was looked at; try again')
        : { file: { ...fileOf(stored), outcome: 'kept', why: null }, staged: null };
    case 'failed':
      return failed(url, fetched.why);
    case undefined:
      return failed(url, 'was not asked for');
  }
}

function failed(url: string, why: string): Outcome {
  return {
    file: { url, outcome: 'failed', sizeBytes: null, sha256: null, checkedBy: null, why },
    staged: null,
  };
}

export function fileOf({ url, sizeBytes, sha256, checkedBy }: AssetRecord) {
  return { url, sizeBytes, sha256, checkedBy };
}

/** A new kernel does not go with an old initrd: where a file failed, those that would be replaced stay as they are. */
function withPairsKept(outcomes: readonly Outcome[]): StagedMirror {
  const hasFailed = outcomes.some(({ file }) => file.outcome === 'failed');
  const isHeld = ({ file }: Outcome) => hasFailed && file.outcome === 'updated';
  return {
    files: outcomes.map((each) => (isHeld(each) ? held(each.file) : each.file)),
    staged: outcomes.flatMap((each) => (each.staged === null || isHeld(each) ? [] : [each.staged])),
  };
}

function held(file: MirroredFile): MirroredFile {
  const why =
    'is newer upstream; what is stored stays until the other files of the choice can be fetched too';
  return { ...file, outcome: 'held', why };
}
