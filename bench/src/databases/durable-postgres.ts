import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findPrograms,
  runPostgres,
} from '../../../packages/server/tests/database/servers/postgres-server.ts';
import {
  findFreePort,
  makeFolderOf,
  runAs,
  startAs,
} from '../../../packages/server/tests/database/servers/server-process.ts';

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
  const folder = await makeFolderOf('postgres');
  const data = join(folder.path, 'data');
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
  await runAs('postgres', join(findPrograms(), 'initdb'), [
    ...['-D', data, '-U', 'netberth', '--pwfile', passwordFile, '--auth=scram-sha-256', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  const port = await findFreePort();
  const server = startAs('postgres', join(findPrograms(), 'postgres'), [
    ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
    ...['-c', `unix_socket_directories=${folder.path}`],
    ...['-c', 'logging_collector=on', '-c', 'log_destination=jsonlog', '-c', `log_directory=${folder.path}`],
  ]);
  const url = `postgres://netberth:secret@127.0.0.1:${port}/postgres`;
  await server.untilReady(() => runPostgres(url, 'select 1'));
  return {
    url,
    log: () =>
      readdirSync(folder.path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => readFileSync(join(folder.path, name), 'utf8').split('\n'))
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogLine),
    async stop() {
      await server.stop('SIGQUIT');
      folder.remove();
    },
  };
}
