import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Stage } from '@netberth/live';
import type { Environment } from '../server/read-server-config.ts';

/** The folders of a build, as its scripts know them. */
export type BuildPlaces = {
  readonly root: string;
  readonly work: string;
  readonly out: string;
  readonly recipe: string;
  readonly cache: string;
  readonly log: string;
};

export type StageOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly exitCode: number; readonly lastLines: readonly string[] };

const namespaces = [
  '--mount',
  '--propagation',
  'private',
  '--uts',
  '--ipc',
  '--pid',
  '--fork',
  '--mount-proc',
];
const passedOn = /^(PATH|(https?|no|ftp|all)_proxy)$/i;
const keptLines = 25;

/**
 * Runs the script of a stage. Its mounts and processes live in namespaces that end with it: when it fails, when `signal` says
 * so, and when this process is killed (`--kill-child`, and `setpriv` for `unshare` itself).
 * @param onLine told each line that it prints
 * @throws what `signal` gives as reason, once nothing of it runs any more
 */
export async function runStage(
  { name, script, files }: Stage,
  places: BuildPlaces,
  environment: Environment,
  { signal, onLine }: { readonly signal: AbortSignal; readonly onLine: (line: string) => void },
): Promise<StageOutcome> {
  signal.throwIfAborted();
  const file = join(places.work, `${name}.sh`);
  for (const [path, text] of Object.entries({ ...files, [`${name}.sh`]: script }))
    await writeFile(join(places.work, path), text);
  const args = ['--pdeathsig', 'KILL', '--', 'unshare', ...namespaces, '--kill-child=KILL', 'sh', file];
  const child = spawn('setpriv', args, {
    cwd: places.work,
    env: scriptEnvironment(places, environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const lastLines = followLines([child.stdout, child.stderr], places.log, `== ${name}`, onLine);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  signal.removeEventListener('abort', kill);
  const lines = await lastLines;
  signal.throwIfAborted();
  return exitCode === 0 ? { ok: true } : { ok: false, exitCode, lastLines: lines };
}

function scriptEnvironment({ root, work, out, recipe, cache }: BuildPlaces, environment: Environment) {
  const passed = Object.entries(environment).filter(([name]) => passedOn.test(name));
  const own = { ROOT: root, WORK: work, OUT: out, RECIPE: recipe, CACHE: cache, LC_ALL: 'C.UTF-8' };
  return { ...Object.fromEntries(passed), ...own };
}

/** Everything goes to the log; the last lines are for whoever is told of a failure. */
async function followLines(
  streams: readonly NodeJS.ReadableStream[],
  log: string,
  title: string,
  onLine: (line: string) => void,
): Promise<readonly string[]> {
  const output = createWriteStream(log, { flags: 'a' });
  output.write(`${title}\n`);
  const last: string[] = [];
  await Promise.all(
    streams.map(async (stream) => {
      for await (const line of createInterface({ input: stream.pipe(new PassThrough()) })) {
        output.write(`${line}\n`);
        if (line.trim() === '') continue;
        last.push(line);
        if (last.length > keptLines) last.shift();
        onLine(line);
      }
    }),
  );
  await new Promise<void>((resolve) => output.end(resolve));
  return last;
}
