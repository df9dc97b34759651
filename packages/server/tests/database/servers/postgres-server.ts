import { PostgresCluster } from './postgres-cluster.ts';
import type { RunningServer } from './running-server.ts';
import { makeCertificate } from './server-process.ts';

/**
 * Start a PostgreSQL of this run's own. It does not wait for the disk: these tests kill clients, not the server.
 * Its default order is a language's, so that a column without binary collation shows.
 */
export async function startPostgres(): Promise<RunningServer> {
  const cluster = await PostgresCluster.make('--locale-provider=icu', '--icu-locale=en');
  const tls = await makeCertificate('postgres', cluster.folder);
  const start = () =>
    cluster.start(
      ...['ssl=on', `ssl_cert_file=${tls.certificate}`, `ssl_key_file=${tls.key}`],
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
    );
  let server = await start();
  return {
    adminUrl: cluster.url,
    ca: tls.ca,
    halt: () => server.stop('SIGINT'),
    async startAgain() {
      server = await start();
    },
    async stop() {
      await server.stop('SIGQUIT');
      cluster.remove();
    },
  };
}
