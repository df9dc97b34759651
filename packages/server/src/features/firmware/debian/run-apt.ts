import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type AptResult =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'failed'; readonly complaint: string }
  | { readonly kind: 'no-apt' };

/** The program, and where apt runs: packages are downloaded into that folder. */
export type AptRun = { readonly program: string; readonly folder: string };

const mostTextChars = 100_000;

/** apt itself gives up on silent servers; this ends what hangs for any other reason. */
const timeoutMs = 30 * 60_000;

/**
 * Runs apt-get in English. @param onPercent told what its own progress says, 0 to 100
 */
export async function runApt(
  { program, folder }: AptRun,
  words: readonly string[],
  onPercent: (percent: number) => void = () => undefined,
): Promise<AptResult> {
  const child = spawn('env', ['LC_ALL=C', program, '-o', 'APT::Status-Fd=1', ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  const output = textOf(child.stdout);
  const complaint = textOf(child.stderr);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const percent = /^dlstatus:\d+:(\d+)/.exec(line)?.[1];
    if (percent !== undefined) onPercent(Math.min(Number(percent), 100));
  });
  const end = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
  // What env(1) ends with when there is no such program, or one that cannot be run.
  if (end === 127 || end === 126) return { kind: 'no-apt' };
  if (end === 0) return { kind: 'done', output: output() };
  return { kind: 'failed', complaint: complaint().trim() || `apt-get ended with ${end}` };
}

function textOf(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(0, mostTextChars);
  });
  return () => text;
}
