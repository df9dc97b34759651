import { spawn } from 'node:child_process';

export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

export type GitRun = {
  readonly folder: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly timeoutMs: number;
  /** Of standard output. */
  readonly mostBytes: number;
  /** Of any file that git writes; what arrives is one file. */
  readonly largestFileBytes: number;
};

export type GitOutcome =
  | { readonly kind: 'done'; readonly output: Buffer }
  | {
      readonly kind: 'failed';
      readonly why: 'git' | 'too-late' | 'too-large' | 'no-git';
      readonly said: string;
    };

/** Nothing of the person or the host: no settings, no keys, no hooks, no other protocol than HTTP. */
const environment = (folder: string): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: folder,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '/bin/false',
  GIT_ALLOW_PROTOCOL: 'http:https',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_OPTIONAL_LOCKS: '0',
});

/** Runs git to its end, inside these limits. The shell sets the limit that no setting of git has, and becomes git. */
export async function runGit({ folder, args, input, ...limits }: GitRun): Promise<GitOutcome> {
  const blocks = Math.ceil(limits.largestFileBytes / 512);
  const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'gc.auto=0'];
  const shell = ['-c', `ulimit -f ${blocks}; exec git "$@"`, 'git', ...safe, ...args];
  const child = spawn('/bin/sh', shell, { cwd: folder, env: environment(folder), timeout: limits.timeoutMs });
  const chunks: Buffer[] = [];
  let size = 0;
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.mostBytes) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4000)));
  // git may end before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('close', (exitCode, endedBy) => resolve({ code: exitCode, signal: endedBy }));
  });
  if (code === 0) return { kind: 'done', output: Buffer.concat(chunks) };
  return { kind: 'failed', why: reasonOf(code, signal, said, size > limits.mostBytes), said };
}

type Why = Extract<GitOutcome, { kind: 'failed' }>['why'];

function reasonOf(code: number | null, signal: string | null, said: string, isTooMuch: boolean): Why {
  if (isTooMuch || signal === 'SIGXFSZ' || /File too large|signal 25|exceeds maximum allowed size/.test(said))
    return 'too-large';
  if (code === 127) return 'no-git';
  return signal === 'SIGTERM' ? 'too-late' : 'git';
}
