import { cover, nothingCovered, type CoveredRanges } from './covered-ranges.ts';
import type { TransferHooks } from './send-file.ts';

/** What one boot fetched of one file, to be added to what is stored. */
export type TransferRow = {
  readonly bootNumber: number;
  readonly file: string;
  readonly fileSizeBytes: number;
  /** Since the last drain: *add* it. Counts bytes sent twice twice. */
  readonly sentBytesAdded: number;
  /** In all, as far as this server knows: keep the greatest. Never more than `fileSizeBytes`. */
  readonly coveredBytes: number;
  /** Keep the earliest. */
  readonly firstAtMs: number;
  /** Keep the latest. */
  readonly lastAtMs: number;
  /** Once true, stays true. */
  readonly complete: boolean;
};

export type LedgerOptions = {
  readonly now: () => number;
  /** Beyond this the boot that has been quiet longest is no longer followed; what it fetched is still drained. */
  readonly maxBoots?: number;
};

type Transfer = {
  fileSizeBytes: number;
  /** Numbers the versions of a file in the order in which they were first credited. */
  version: number;
  sentBytesAdded: number;
  covered: CoveredRanges;
  firstAtMs: number;
  lastAtMs: number;
  isChanged: boolean;
};

type FilesOfBoot = Map<string, Transfer>;

const usualBoots = 10_000;

/** Adds up in memory what boots fetch, so that a transfer costs a write a second instead of one for every Range. */
export class TransferLedger {
  /** Longest quiet first. */
  readonly #boots = new Map<number, FilesOfBoot>();
  readonly #now: () => number;
  readonly #maxBoots: number;
  #left: TransferRow[] = [];
  #versions = 0;

  constructor({ now, maxBoots = usualBoots }: LedgerOptions) {
    this.#now = now;
    this.#maxBoots = maxBoots;
  }

  get bootCount(): number {
    return this.#boots.size;
  }

  /** Hooks for one transfer. Nothing is remembered before the first byte has left. */
  credit(bootNumber: number, file: string, fileSizeBytes: number): TransferHooks {
    this.#versions += 1;
    const version = this.#versions;
    return {
      onProgress: (sentBytes, fromByte) => {
        const transfer = this.#transferOf(bootNumber, file, fileSizeBytes, version);
        record(transfer, { sentBytes, fromByte, fileSizeBytes, atMs: this.#now() });
      },
    };
  }

  /** The rows that changed since the last drain. Complete ones are forgotten with it. */
  drain(): readonly TransferRow[] {
    const rows = this.#left;
    this.#left = [];
    for (const [bootNumber, files] of this.#boots) {
      rows.push(...takeRows(bootNumber, files));
      for (const [file, transfer] of files) if (isComplete(transfer)) files.delete(file);
      if (files.size === 0) this.#boots.delete(bootNumber);
    }
    return rows;
  }

  #transferOf(bootNumber: number, file: string, fileSizeBytes: number, version: number): Transfer {
    const files = this.#filesOf(bootNumber);
    const known = files.get(file);
    if (known !== undefined) {
      if (known.fileSizeBytes !== fileSizeBytes && version > known.version)
        startOver(known, fileSizeBytes, version);
      return known;
    }
    const atMs = this.#now();
    const transfer: Transfer = {
      fileSizeBytes,
      version,
      sentBytesAdded: 0,
      covered: nothingCovered,
      firstAtMs: atMs,
      lastAtMs: atMs,
      isChanged: true,
    };
    files.set(file, transfer);
    return transfer;
  }

  #filesOf(bootNumber: number): FilesOfBoot {
    const files = this.#boots.get(bootNumber) ?? new Map<string, Transfer>();
    this.#boots.delete(bootNumber);
    this.#boots.set(bootNumber, files);
    if (this.#boots.size > this.#maxBoots) this.#letQuietestGo();
    return files;
  }

  #letQuietestGo(): void {
    for (const [bootNumber, files] of this.#boots) {
      this.#left.push(...takeRows(bootNumber, files));
      this.#boots.delete(bootNumber);
      return;
    }
  }
}

type Progress = {
  readonly sentBytes: number;
  readonly fromByte: number;
  readonly fileSizeBytes: number;
  readonly atMs: number;
};

function record(transfer: Transfer, { sentBytes, fromByte, fileSizeBytes, atMs }: Progress): void {
  transfer.sentBytesAdded += sentBytes;
  transfer.lastAtMs = atMs;
  transfer.isChanged = true;
  // Bytes of an older version of the file, still under way, say nothing about this one.
  if (fileSizeBytes !== transfer.fileSizeBytes) return;
  transfer.covered = cover(transfer.covered, {
    from: fromByte,
    to: Math.min(fromByte + sentBytes, fileSizeBytes),
  });
}

function startOver(transfer: Transfer, fileSizeBytes: number, version: number): void {
  transfer.fileSizeBytes = fileSizeBytes;
  transfer.version = version;
  transfer.covered = nothingCovered;
}

function takeRows(bootNumber: number, files: FilesOfBoot): TransferRow[] {
  const rows: TransferRow[] = [];
  for (const [file, transfer] of files) {
    if (!transfer.isChanged) continue;
    const { fileSizeBytes, sentBytesAdded, covered, firstAtMs, lastAtMs } = transfer;
    const { coveredBytes } = covered;
    const complete = isComplete(transfer);
    rows.push({
      bootNumber,
      file,
      fileSizeBytes,
      sentBytesAdded,
      coveredBytes,
      firstAtMs,
      lastAtMs,
      complete,
    });
    transfer.sentBytesAdded = 0;
    transfer.isChanged = false;
  }
  return rows;
}

function isComplete({ covered, fileSizeBytes }: Transfer): boolean {
  return covered.coveredBytes === fileSizeBytes;
}
