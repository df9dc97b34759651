import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient, QueryResultRow } from 'pg';

/**
 * A pool for Kysely whose transactions begin together with their first statements: on a busy machine a round trip
 * costs more than what the database does in it. What is asked in one turn of the event loop leaves in one packet.
 *
 * @param pool of connections with `pipeline: true`
 */
export class PipelinedPool implements PostgresPool {
  readonly #pool: Pool;
  /** Kysely knows a connection again by its object. */
  readonly #clients = new WeakMap<PoolClient, PostgresPoolClient>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  get options(): object {
    return this.#pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client);
    if (known) return known;
    const pipelined = new PipelinedClient(client) as unknown as PostgresPoolClient; // without cursors
    this.#clients.set(client, pipelined);
    return pipelined;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

type Sent = Promise<PostgresQueryResult<unknown>>;

class PipelinedClient implements Omit<PostgresPoolClient, 'query'> {
  readonly #client: PoolClient;
  /** The BEGIN that goes before the next statement. */
  #begin: string | undefined;
  /** The one that was sent, as long as its answer was not waited for. */
  #begun: Sent | undefined;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async query(sql: string, parameters: readonly unknown[]): Sent {
    if (sql.startsWith('start transaction ')) {
      this.#begin = sql;
      return { command: 'SELECT', rowCount: 0, rows: [] };
    }
    if (this.#begin !== undefined) {
      this.#begun = this.#send(this.#begin, []);
      this.#begin = undefined;
    }
    // Outside of a transaction, should there be none, a change would count at once.
    if (!sql.startsWith('select ')) await this.#hasBegun();
    const [answer] = await Promise.all([this.#send(sql, parameters), this.#hasBegun()]);
    return answer;
  }

  release(destroy?: boolean): void {
    this.#begin = undefined;
    this.#begun = undefined;
    this.#client.release(destroy);
  }

  async #hasBegun(): Promise<void> {
    const begun = this.#begun;
    await begun;
    if (this.#begun === begun) this.#begun = undefined;
  }

  async #send(sql: string, parameters: readonly unknown[]): Sent {
    const { stream } = (this.#client as PoolClient & WithStream).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    const result = await this.#client.query<QueryResultRow>(sql, [...parameters]);
    return result as unknown as PostgresQueryResult<unknown>;
  }
}

/** What `pg` has and its types do not tell. */
type WithStream = { readonly connection: { readonly stream: { cork(): void; uncork(): void } } };
