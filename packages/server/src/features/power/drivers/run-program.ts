import { execFile } from 'node:child_process';

export type Ran =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'missing' }
  /** It was killed when its time was over. */
  | { readonly kind: 'late'; readonly stderr: string };

export type RunWish = {
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

/** Nothing else of the server's own environment reaches a program. */
const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Without a shell: what stands in `args` is never more than an argument. Secrets go by `env`, which only this user sees. */
export function runProgram(
  path: string,
  args: readonly string[],
  { env, timeoutMs, signal }: RunWish,
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = {
      env: { PATH: searchPath, LC_ALL: 'C', ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 256 * 1024,
      ...(signal !== undefined && { signal }),
    } as const;
    execFile(path, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ kind: 'ended', code: 0, stdout, stderr });
      else if (error.killed === true || error.name === 'AbortError') resolve({ kind: 'late', stderr });
      else if (typeof error.code === 'number') resolve({ kind: 'ended', code: error.code, stdout, stderr });
      else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'missing' });
      else resolve({ kind: 'ended', code: 1, stdout, stderr: `${stderr}${error.message}` });
    });
  });
}
