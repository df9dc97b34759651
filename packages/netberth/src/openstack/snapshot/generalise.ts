import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { generaliseScript } from '@netberth/generalise';
import { Failure } from '../../failure.ts';

/**
 * Runs the script on a server, as root, by the ssh of this host; `tell` gets each line that it says. Throws a Failure with
 * what ssh said.
 */
export async function generalise(
  login: string,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const asRoot = /^(ssh:\/\/)?root@/.test(login) ? 'sh -s' : 'sudo -n sh -s';
  // A server that was just installed has been met by nobody; one with another key than before is refused.
  const options = ['-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=accept-new'];
  // `--` keeps a login that begins with a hyphen from being an option.
  const child = spawn('ssh', [...options, '--', login, asRoot], { signal });
  const said = text(child.stderr);
  createInterface({ input: child.stdout }).on('line', tell);
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
