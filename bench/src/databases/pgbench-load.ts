import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPrograms } from '../../../packages/server/tests/database/servers/postgres-cluster.ts';

const seconds = 4;

/**
 * How each statement is sent: parsed and planned every time, or prepared once a connection, as Netberth does.
 * What others have changed meanwhile is tried again, as Netberth does too.
 */
export type PgbenchMode = 'extended' | 'prepared';

/** @returns transactions a second */
export async function pgbenchLoad(
  url: string,
  script: string,
  mode: PgbenchMode,
  clients: number,
): Promise<number> {
  const { stdout } = await promisify(execFile)(join(findPrograms(), 'pgbench'), [
    ...['--no-vacuum', '--file', script, '--protocol', mode, '--time', String(seconds)],
    ...['--client', String(clients), '--jobs', '2', '--max-tries', '20', url],
  ]);
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`Running pgbench: it printed no rate: ${stdout}`);
  return Number(perSecond);
}
