import { execFile, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder below the system's temporary one that `user` owns (when this is root). */
export async function makeFolderOf(user: string): Promise<{ path: string; remove: () => void }> {
  const path = mkdtempSync(join(tmpdir(), 'netberth-database-'));
  if (isRoot()) chownSync(path, ...(await idsOf(user)));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function runAs(user: string, program: string, args: readonly string[]): Promise<void> {
  const [file, ...rest] = commandAs(user, program, args);
  try {
    await run(file, rest, { cwd: '/' });
  } catch (error) {
    throw new Error(`Running "${program}" for the tests failed: is its Debian package installed?`, {
      cause: error,
    });
  }
}

/** Makes a CA, and by it a certificate of `localhost`, which the server alone may read the key of. */
export async function makeCertificate(user: string, folder: string) {
  const file = (name: string) => join(folder, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const ca = ['-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', `/CN=CA of ${user}`];
  await runAs(user, 'openssl', ['req', '-x509', ...key, ...ca]);
  const own = ['-keyout', file('server.key'), '-out', file('server.pem'), '-subj', '/CN=localhost'];
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-addext', 'subjectAltName=DNS:localhost'];
  await runAs(user, 'openssl', ['req', '-x509', ...key, ...own, ...signed]);
  return { ca: file('ca.pem'), key: file('server.key'), certificate: file('server.pem') };
}

/** Start a server; it is stopped by its own process id, and by the kernel if this process dies first. */
export function startAs(user: string, program: string, args: readonly string[]) {
  const [file, ...rest] = commandAs(user, program, args);
  const child = spawn(file, rest, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (data: Buffer) => (log = (log + data.toString()).slice(-5000)));
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      log += String(error);
      resolve();
    });
  });
  return {
    async untilReady(probe: () => Promise<void>): Promise<void> {
      for (let tries = 0; ; tries++) {
        try {
          return await probe();
        } catch (error) {
          if (child.exitCode !== null || tries === 300) {
            throw new Error(`Starting "${program}" for the tests failed:\n${log}`, { cause: error });
          }
          await sleep(50);
        }
      }
    },
    async stop(signal: NodeJS.Signals): Promise<void> {
      child.kill(signal);
      await exited;
    },
  };
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Finding a free port failed.');
  return address.port;
}

/** Database servers refuse to run as root, so root becomes the user that Debian's package made for them. */
function commandAs(user: string, program: string, args: readonly string[]): [string, ...string[]] {
  const identity = isRoot() ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
  return ['setpriv', ...identity, '--pdeathsig', 'KILL', program, ...args];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function idsOf(user: string): Promise<[number, number]> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return [Number(uid.stdout), Number(gid.stdout)];
}
