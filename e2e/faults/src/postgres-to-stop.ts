import { PostgresCluster } from '../../../packages/server/tests/database/servers/postgres-cluster.ts';
import { runPostgres } from '../../../packages/server/tests/database/servers/run-postgres.ts';

/** A PostgreSQL that is stopped and started again on the same data and port. What it has answered outlives its end. */
export class PostgresToStop {
  readonly #cluster: PostgresCluster;
  #server: Awaited<ReturnType<PostgresCluster['start']>> | undefined;

  private constructor(cluster: PostgresCluster) {
    this.#cluster = cluster;
  }

  static async start(): Promise<PostgresToStop> {
    const postgres = new PostgresToStop(await PostgresCluster.make());
    await postgres.switchOn();
    return postgres;
  }

  get url(): string {
    return this.#cluster.url;
  }

  async switchOn(): Promise<void> {
    // The machine stays on: what was handed to the kernel is as good as on disk.
    this.#server = await this.#cluster.start('fsync=off');
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
    this.#cluster.remove();
  }
}
