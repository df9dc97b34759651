import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findFreePort, makeCertificate, makeFolderOf, runAs, startAs } from './server-process.ts';
import type { RunningServer } from './running-server.ts';

/**
 * Start a PostgreSQL of this run's own. It does not wait for the disk: these tests kill clients, not the server.
 * Its default order is a language's, so that a column without binary collation shows.
 */
export async function startPostgres(): Promise<RunningServer> {
  const folder = await makeFolderOf('postgres');
  const data = join(folder.path, 'data');
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
  await runAs('postgres', join(findPrograms(), 'initdb'), [
    ...['-D', data, '-U', 'netberth', '--pwfile', passwordFile, '--auth=scram-sha-256', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'],
  ]);
  const tls = await makeCertificate('postgres', folder.path);
  const port = await findFreePort();
  const start = () =>
    startAs('postgres', join(findPrograms(), 'postgres'), [
      ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', `unix_socket_directories=${folder.path}`, '-c', 'max_connections=200'],
      ...['-c', 'ssl=on', '-c', `ssl_cert_file=${tls.certificate}`, '-c', `ssl_key_file=${tls.key}`],
      ...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    ]);
  const adminUrl = `postgres://netberth:secret@127.0.0.1:${port}/postgres`;
  const isUp = () => runPostgres(adminUrl, 'select 1');
  let server = start();
  await server.untilReady(isUp);
  return {
    adminUrl,
    ca: tls.ca,
    halt: () => server.stop('SIGINT'),
    async startAgain() {
      server = start();
      await server.untilReady(isUp);
    },
    async stop() {
      await server.stop('SIGQUIT');
      folder.remove();
    },
  };
}

export async function runPostgres(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Of the newest PostgreSQL that is installed. */
export function findPrograms(): string {
  const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a));
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}
