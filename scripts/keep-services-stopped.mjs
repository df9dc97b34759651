import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const policyFile = '/usr/sbin/policy-rc.d';
const signature = 'written by Netberth scripts/keep-services-stopped.mjs';

/**
 * Keeps Debian packages from starting their services while they are installed: invoke-rc.d asks policy-rc.d,
 * and 101 means "not allowed". A policy of the machine's own is left alone. Returns what takes ours away again.
 */
export function keepServicesStopped() {
  const isTheirs = existsSync(policyFile) && !readFileSync(policyFile, 'utf8').includes(signature);
  if (isTheirs) return () => undefined;
  writeFileSync(policyFile, `#!/bin/sh\n# ${signature}; safe to delete\nexit 101\n`, { mode: 0o755 });
  const remove = () => rmSync(policyFile, { force: true });
  const removeAndEnd = () => process.exit(130);
  process.once('exit', remove);
  process.once('SIGINT', removeAndEnd).once('SIGTERM', removeAndEnd);
  return () => {
    remove();
    process.off('exit', remove).off('SIGINT', removeAndEnd).off('SIGTERM', removeAndEnd);
  };
}
