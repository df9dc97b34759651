import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasErrorCode } from '../../../platform/error-code.ts';
import type { DnsmasqFiles } from './dnsmasq-files.ts';

const graceMs = 3000;

/**
 * Ends the dnsmasq that a killed server left behind: it holds the ports, and would be taken for another DHCP server.
 * Only one that still runs with our configuration file is ended, whoever has its number now.
 */
export async function endOrphan({
  pidFile,
  configFile,
}: Pick<DnsmasqFiles, 'pidFile' | 'configFile'>): Promise<void> {
  const pid = Number((await readOrEmpty(pidFile)).trim());
  if (!Number.isInteger(pid) || pid < 2) return;
  const politeUntilMs = Date.now() + graceMs;
  for (let tries = 0; await runsWith(pid, configFile); tries++) {
    if (tries === 0) signal(pid, 'SIGTERM');
    if (Date.now() > politeUntilMs) signal(pid, 'SIGKILL');
    await sleep(50);
  }
  await rm(pidFile, { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH')) throw error;
  }
}

async function runsWith(pid: number, configFile: string): Promise<boolean> {
  const words = (await readOrEmpty(`/proc/${pid}/cmdline`)).split('\0');
  return words.includes(`--conf-file=${configFile}`);
}

/** A process that ends meanwhile gives ESRCH. */
async function readOrEmpty(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT', 'ESRCH')) return '';
    throw error;
  });
}
