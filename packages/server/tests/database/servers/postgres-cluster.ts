import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort, makeFolderOf, runAs, startAs } from './server-process.ts';
import { runPostgres } from './run-postgres.ts';

/** The folder of a PostgreSQL that belongs to this run, and its port; it is started as often as is wanted. */
export class PostgresCluster {
  readonly folder: string;
  /** Of its administrator. */
  readonly url: string;
  readonly #port: number;
  readonly #remove: () => void;

  private constructor({ path, remove }: Awaited<ReturnType<typeof makeFolderOf>>, port: number) {
    this.folder = path;
    this.url = `postgres://netberth:secret@127.0.0.1:${port}/postgres`;
    this.#port = port;
    this.#remove = remove;
  }

  /** @param initialFlags more of `initdb` */
  static async make(...initialFlags: readonly string[]): Promise<PostgresCluster> {
    const folder = await makeFolderOf('postgres');
    const cluster = new PostgresCluster(folder, await findFreePort());
    const passwordFile = join(cluster.folder, 'password');
    writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
    await runAs('postgres', join(findPrograms(), 'initdb'), [
      ...[
        '-D',
        cluster.#data,
        '-U',
        'netberth',
        '--pwfile',
        passwordFile,
        '--auth=scram-sha-256',
        '--no-sync',
      ],
      ...['--encoding=UTF8', '--locale=C.UTF-8', ...initialFlags],
    ]);
    return cluster;
  }

  /** Resolves when it answers. @param settings `fsync=off` */
  async start(...settings: readonly string[]): Promise<ReturnType<typeof startAs>> {
    const own = [
      ...['listen_addresses=127.0.0.1', 'max_connections=400', `unix_socket_directories=${this.folder}`],
      ...settings,
    ];
    const server = startAs('postgres', join(findPrograms(), 'postgres'), [
      ...['-D', this.#data, '-p', String(this.#port)],
      ...own.flatMap((setting) => ['-c', setting]),
    ]);
    await server.untilReady(() => runPostgres(this.url, 'select 1'));
    return server;
  }

  remove(): void {
    this.#remove();
  }

  get #data(): string {
    return join(this.folder, 'data');
  }
}

/** Of the newest PostgreSQL that is installed. */
export function findPrograms(): string {
  const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a));
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}
