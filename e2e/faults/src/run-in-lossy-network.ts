import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WorldOptions, WorldReport } from './world.ts';

const program = join(import.meta.dirname, 'lossy-world-main.ts');
/** Of all packets to and from the server's port, five of a hundred are thrown away. */
const losing = [
  'ip link set lo up',
  'nft add table ip lossy',
  'nft add chain ip lossy input "{ type filter hook input priority 0; }"',
  'nft add rule ip lossy input meta l4proto tcp numgen random mod 100 "<" 5 drop',
  'exec "$@"',
].join(' && ');

/** A whole world, server and machines, in a network namespace of its own that loses packets. */
export async function runInLossyNetwork(
  options: Pick<WorldOptions, 'seed' | 'machines' | 'stormMs'>,
): Promise<WorldReport> {
  const words = ['--net', 'sh', '-c', losing, 'sh', process.execPath, program, JSON.stringify(options)];
  const { stdout } = await promisify(execFile)('unshare', words, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as WorldReport;
}
