import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hasErrorCode } from '../platform/error-code.ts';

/** The newest record of a server's audit chain. */
export type AuditEnd = { readonly sequence: number; readonly mac: string };

/**
 * Where the chain ends, kept outside the database: whoever removes its newest records leaves a chain that is whole.
 * It may lag behind the chain (a crash between the commit and this), never be ahead of it.
 */
export type AuditEnds = {
  /** Called after the commit, so it must not fail; an older end than the last one is ignored. */
  remember(end: AuditEnd): void;
  /** @returns undefined before the first record */
  recall(): AuditEnd | undefined;
};

/** Kept in a file: `SEQUENCE MAC`, and a line feed. */
export class AuditEndFile implements AuditEnds {
  readonly #path: string;
  readonly #onError: (error: unknown) => void;
  #last: AuditEnd | undefined;

  /**
   * @param onError told when the file cannot be written: the chain is whole, its end is not known so well
   * @throws when the file cannot be read, or is not what {@link remember} wrote
   */
  constructor(path: string, onError: (error: unknown) => void) {
    this.#path = path;
    this.#onError = onError;
    this.#last = readEnd(path);
  }

  remember(end: AuditEnd): void {
    if (this.#last && end.sequence <= this.#last.sequence) return;
    this.#last = end;
    const next = `${this.#path}.next`;
    try {
      writeFileSync(next, `${end.sequence} ${end.mac}\n`, { mode: 0o600 });
      renameSync(next, this.#path);
    } catch (error) {
      this.#onError(error);
    }
  }

  recall(): AuditEnd | undefined {
    return this.#last;
  }
}

function readEnd(path: string): AuditEnd | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const [, sequence, mac] = /^(\d{1,15}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  if (sequence === undefined || mac === undefined)
    throw new Error(
      `Reading "${path}": it does not say where the audit log ends. Restore it from a backup, or remove it: then nobody can tell whether the newest records were removed.`,
    );
  return { sequence: Number(sequence), mac };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
