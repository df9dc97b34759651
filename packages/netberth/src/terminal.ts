import type { Writable } from 'node:stream';

/** Where a verb prints: results to `out`, all else (progress, errors) to `err`. */
export type Terminal = {
  readonly out: Writable;
  readonly err: Writable;
  readonly isOutTty: boolean;
  readonly isErrTty: boolean;
  readonly widthColumns: number;
  readonly now: () => Date;
};

const widestColumns = 110;

/** This process's own terminal. `| head` closing the pipe is no failure. */
export function processTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
  return {
    out: process.stdout,
    err: process.stderr,
    isOutTty: process.stdout.isTTY,
    isErrTty: process.stderr.isTTY,
    widthColumns: Math.min(process.stdout.columns ?? widestColumns, widestColumns),
    now: () => new Date(),
  };
}
