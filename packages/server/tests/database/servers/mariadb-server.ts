import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { findFreePort, makeCertificate, makeFolderOf, runAs, startAs } from './server-process.ts';
import type { RunningServer } from './running-server.ts';

/** Start a MariaDB of this run's own. It does not wait for the disk: these tests kill clients, not the server. */
export async function startMariadb(): Promise<RunningServer> {
  const folder = await makeFolderOf('mysql');
  const data = join(folder.path, 'data');
  const firstStatements = join(folder.path, 'init.sql');
  writeFileSync(
    firstStatements,
    "create user netberth@'%' identified by 'secret';\ngrant all on *.* to netberth@'%' with grant option;\n",
    { mode: 0o644 },
  );
  await runAs('mysql', 'mariadb-install-db', [
    ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
    ...['--skip-test-db', '--skip-name-resolve'],
  ]);
  const tls = await makeCertificate('mysql', folder.path);
  const port = await findFreePort();
  const start = () =>
    startAs('mysql', '/usr/sbin/mariadbd', [
      ...['--no-defaults', `--datadir=${data}`, `--init-file=${firstStatements}`, `--port=${port}`],
      ...['--bind-address=127.0.0.1', `--socket=${join(folder.path, 'socket')}`, '--skip-name-resolve'],
      ...[`--ssl-cert=${tls.certificate}`, `--ssl-key=${tls.key}`],
      ...[
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-buffer-pool-size=64M',
        '--innodb-log-file-size=16M',
        '--innodb-flush-method=nosync',
      ],
    ]);
  const adminUrl = `mysql://netberth:secret@127.0.0.1:${port}/mysql`;
  const isUp = () => runMysql(adminUrl, 'select 1');
  let server = start();
  await server.untilReady(isUp);
  return {
    adminUrl,
    ca: tls.ca,
    halt: () => server.stop('SIGTERM'),
    async startAgain() {
      server = start();
      await server.untilReady(isUp);
    },
    async stop() {
      await server.stop('SIGKILL');
      folder.remove();
    },
  };
}

export async function runMysql(url: string, ...statements: readonly string[]): Promise<void> {
  const connection = await mysql.createConnection(url);
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
