import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresCluster } from '../../../packages/server/tests/database/servers/postgres-cluster.ts';

/** A PostgreSQL of this run's own as Debian sets it up: a commit is on the disk before it is answered. */
export type DurablePostgres = {
  /** Of an empty database. */
  readonly url: string;
  /** What it has logged, line by line, as its `jsonlog` has it. */
  readonly log: () => readonly LogLine[];
  readonly stop: () => Promise<void>;
};

export type LogLine = {
  readonly pid: number;
  readonly message: string;
  readonly detail?: string;
};

export async function startDurablePostgres(): Promise<DurablePostgres> {
  const cluster = await PostgresCluster.make();
  const { url, folder } = cluster;
  const server = await cluster.start(
    ...['logging_collector=on', 'log_destination=jsonlog', `log_directory=${folder}`],
  );
  return {
    url,
    log: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogLine),
    async stop() {
      await server.stop('SIGQUIT');
      cluster.remove();
    },
  };
}
