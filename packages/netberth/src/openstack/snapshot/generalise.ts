import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Failure } from '../../failure.ts';
import { generaliseScript } from './generalise-script.ts';

/** Runs the script on a server, as root, by the ssh of this host. Throws a Failure with what ssh said. */
export async function generalise(login: string, signal: AbortSignal): Promise<void> {
  const asRoot = login.startsWith('root@') ? 'sh -s' : 'sudo -n sh -s';
  // `--` keeps a login that begins with a hyphen from being an option.
  const child = spawn('ssh', ['-o', 'BatchMode=yes', '--', login, asRoot], {
    signal,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  child.stdin.on('error', () => undefined);
  child.stdin.end(generaliseScript);
  const [code] = await once(child, 'close').catch((error: unknown) => {
    throw new Failure(`Cannot run ssh: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  });
  if (code === 0) return;
  throw new Failure(
    `ssh ${login} failed (exit code ${String(code)}): ${(await said).trim()}\nThe server runs on as it was, or partly generalised; no image was made.`,
  );
}
