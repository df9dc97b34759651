/** What one line of an access log tells, whatever its format. The address of who asked is not taken up. */
export type LogEntry = {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly method: string;
  /** With its query, as it was asked for; where a log encodes it once more, decoded once. */
  readonly target: string;
  readonly status: number;
  /** Two letters (ISO 3166), where the log has a column for it. */
  readonly country: string | null;
};

/** A line that is no entry of this format gives undefined. */
export type ParseLine = (line: string) => LogEntry | undefined;

export function countryOf(word: string | undefined): string | null {
  return word !== undefined && /^[A-Z]{2}$/.test(word) ? word : null;
}
