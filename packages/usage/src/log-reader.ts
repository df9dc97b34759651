import { bootSeenIn, countedFile, type BootSeen } from './boot-counts.ts';
import type { ParseLine } from './log-entry.ts';
import { parseCombined } from './log-formats/combined.ts';
import { parseS3 } from './log-formats/s3.ts';
import { parseSwiftProxy } from './log-formats/swift-proxy.ts';
import { w3cParser } from './log-formats/w3c.ts';

export type ReadLine =
  | { readonly kind: 'boot'; readonly seen: BootSeen }
  /** An entry that is no boot, a comment, an empty line. */
  | { readonly kind: 'other' }
  /** It is dated after today: a clock was wrong. */
  | { readonly kind: 'future' }
  | { readonly kind: 'rubbish' };

const dayMs = 86_400_000;
// The S3 format is a combined one with more words before it: it is asked first.
const formats: readonly ParseLine[] = [parseS3, parseCombined, parseSwiftProxy];

/**
 * Reads the lines of one log, of any of the formats that are known: nginx and Apache (common, combined), Amazon S3,
 * CloudFront, Akamai and others of W3C, the proxy server of Swift.
 */
export class LogReader {
  readonly #nowMs: number;
  #format: ParseLine | undefined;

  /** @param nowMs milliseconds since 1970 */
  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /** One of its lines was of a format that is known. */
  get isKnown(): boolean {
    return this.#format !== undefined;
  }

  read(line: string): ReadLine {
    if (line.startsWith('#')) {
      this.#format = w3cParser(line) ?? this.#format;
      return { kind: 'other' };
    }
    if (line.trim() === '') return { kind: 'other' };
    const entry = this.#parse(line);
    if (entry === undefined) return { kind: 'rubbish' };
    const seen = bootSeenIn(entry);
    if (seen === undefined) return { kind: 'other' };
    return entry.atMs > this.#nowMs + dayMs ? { kind: 'future' } : { kind: 'boot', seen };
  }

  /** The format of the line before is most likely that of the next. */
  #parse(line: string) {
    const known = this.#format?.(line);
    if (known !== undefined) return known;
    for (const format of formats) {
      const entry = format(line);
      if (entry === undefined) continue;
      this.#format = format;
      return entry;
    }
    return undefined;
  }
}

/** What every line that may be a boot has in it, in any format. */
export const bootMark = `/${countedFile}`;
