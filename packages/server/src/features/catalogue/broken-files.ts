import { existsSync, readFileSync } from 'node:fs';
import { brokenUrls, onlineReportSchema } from '@netberth/catalogue';
import { fileStamp } from './folder-stamp.ts';

/** What `menu check --online` did not find when it asked last. */
export type BrokenFiles = { readonly urls: ReadonlySet<string>; readonly fault: readonly string[] };

/** Reads the report again when it was written again, which happens every few seconds while a check runs. */
export class BrokenFilesReader {
  readonly #file: string;
  #stamp = '';
  #known: BrokenFiles = { urls: new Set(), fault: [] };

  /** @param file `menu/online.json` of the data folder; it need not be there */
  constructor(file: string) {
    this.#file = file;
  }

  /** The same object as before while the same files are broken. */
  read(): BrokenFiles {
    const stamp = fileStamp(this.#file);
    if (stamp === this.#stamp) return this.#known;
    this.#stamp = stamp;
    const found = readReport(this.#file);
    const isSame =
      found.fault.length === this.#known.fault.length &&
      found.urls.size === this.#known.urls.size &&
      [...found.urls].every((url) => this.#known.urls.has(url));
    if (!isSame) this.#known = found;
    return this.#known;
  }
}

function readReport(file: string): BrokenFiles {
  if (!existsSync(file)) return { urls: new Set(), fault: [] };
  try {
    const report = onlineReportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { urls: brokenUrls(report), fault: [] };
  } catch {
    return {
      urls: new Set(),
      fault: ['menu/online.json:1: is no report of menu check --online; remove it'],
    };
  }
}
