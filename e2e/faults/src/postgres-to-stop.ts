import { writeFileSync } from 'node:fs';
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

type Folder = Awaited<ReturnType<typeof makeFolderOf>>;

/** A PostgreSQL that is stopped and started again on the same data and port. What it has answered outlives its end. */
export class PostgresToStop {
  readonly url: string;
  readonly #folder: Folder;
  readonly #port: number;
  #server: ReturnType<typeof startAs> | undefined;

  private constructor(folder: Folder, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `postgres://netberth:secret@127.0.0.1:${port}/postgres`;
  }

  static async start(): Promise<PostgresToStop> {
    const folder = await makeFolderOf('postgres');
    const passwordFile = join(folder.path, 'password');
    writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
    await runAs('postgres', join(findPrograms(), 'initdb'), [
      ...['-D', join(folder.path, 'data'), '-U', 'netberth', '--pwfile', passwordFile],
      ...['--auth=scram-sha-256', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    ]);
    const postgres = new PostgresToStop(folder, await findFreePort());
    await postgres.switchOn();
    return postgres;
  }

  async switchOn(): Promise<void> {
    this.#server = startAs('postgres', join(findPrograms(), 'postgres'), [
      ...[
        '-D',
        join(this.#folder.path, 'data'),
        '-p',
        String(this.#port),
        '-c',
        'listen_addresses=127.0.0.1',
      ],
      ...['-c', `unix_socket_directories=${this.#folder.path}`, '-c', 'max_connections=200'],
      // The machine stays on: what was handed to the kernel is as good as on disk.
      ...['-c', 'fsync=off'],
    ]);
    await this.#server.untilReady(() => runPostgres(this.url, 'select 1'));
  }

  /** @param signal SIGINT: connections are ended and it stops in order; SIGQUIT: it stops at once */
  async switchOff(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    await this.#server?.stop(signal);
    this.#server = undefined;
  }

  async cutConnections(): Promise<void> {
    await runPostgres(
      this.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and client_addr is not null',
    );
  }

  async end(): Promise<void> {
    await this.switchOff('SIGQUIT');
    this.#folder.remove();
  }
}
