import { statfs } from 'node:fs/promises';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import type { SupportBundle } from '@netberth/api';

const mib = 1024 * 1024;

export async function serverFacts(data: string): Promise<SupportBundle['server']> {
  const { bavail, bsize } = await statfs(data);
  return {
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    processors: availableParallelism(),
    memoryMiB: Math.round(totalmem() / mib),
    usedMiB: Math.round(process.memoryUsage.rss() / mib),
    upSeconds: Math.round(process.uptime()),
    dataFreeMiB: Math.round((bavail * bsize) / mib),
  };
}
