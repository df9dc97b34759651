import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { isStalePlan } from './stale-plan.ts';

/**
 * A pool for Kysely whose transactions begin together with their first statements: on a busy machine a round trip
 * costs more than what the database does in it. What is asked in one turn of the event loop leaves in one packet.
 *
 * Statements that come again are prepared, each once a connection: planning a boot takes the database longer than
 * running it.
 *
 * @param pool of connections with `pipeline: true`
 */
export class PipelinedPool implements PostgresPool {
  readonly #pool: Pool;
  /** Kysely knows a connection again by its object. */
  readonly #clients = new WeakMap<PoolClient, PostgresPoolClient>();
  readonly #prepared = new PreparedNames();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  get options(): object {
    return this.#pool.options;
  }

  /** Have this text prepared by each connection that is asked it. */
  keepPrepared(sql: string): void {
    this.#prepared.add(sql);
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client);
    if (known) return known;
    const pipelined = new PipelinedClient(client, this.#prepared) as unknown as PostgresPoolClient; // without cursors
    this.#clients.set(client, pipelined);
    return pipelined;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** What prepared statements are called. A name stands for one text on every connection. */
class PreparedNames {
  readonly #numbers = new Map<string, number>();
  #generation = 0;

  add(sql: string): void {
    if (!this.#numbers.has(sql)) this.#numbers.set(sql, this.#numbers.size);
  }

  of(sql: string): string | undefined {
    const number = this.#numbers.get(sql);
    return number === undefined ? undefined : `netberth-${this.#generation}-${number}`;
  }

  /** All are prepared again: the tables have changed. */
  renew(): void {
    this.#generation += 1;
  }
}

type Sent = Promise<PostgresQueryResult<unknown>>;

class PipelinedClient implements Omit<PostgresPoolClient, 'query'> {
  readonly #client: PoolClient;
  readonly #prepared: PreparedNames;
  /** The BEGIN that goes before the next statement. */
  #begin: string | undefined;
  /** The one that was sent, as long as its answer was not waited for. */
  #begun: Sent | undefined;

  constructor(client: PoolClient, prepared: PreparedNames) {
    this.#client = client;
    this.#prepared = prepared;
  }

  async query(sql: string, parameters: readonly unknown[]): Sent {
    if (sql.startsWith('start transaction ')) {
      this.#begin = sql;
      return { command: 'SELECT', rowCount: 0, rows: [] };
    }
    if (this.#begin !== undefined) {
      const begin = this.#begin;
      this.#begin = undefined;
      if (isPlainRead(sql, parameters)) return await this.#beginReading(begin, sql);
      this.#begun = this.#send(begin, []);
    }
    if (this.#begun === undefined) return await this.#send(sql, parameters);
    // Outside of a transaction, should there be none, a change would count at once.
    if (!sql.startsWith('select ')) await this.#hasBegun();
    const [answer] = await Promise.all([this.#send(sql, parameters), this.#hasBegun()]);
    return answer;
  }

  /** A read that has no values is one question with the BEGIN. */
  async #beginReading(begin: string, sql: string): Sent {
    const both = this.#send(`${begin}; ${sql}`, []);
    this.#begun = both;
    const answers = (await both) as unknown as readonly PostgresQueryResult<unknown>[];
    await this.#hasBegun();
    return answers[1] ?? { command: 'SELECT', rowCount: 0, rows: [] };
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

  async #send(text: string, parameters: readonly unknown[]): Sent {
    const { stream } = (this.#client as PoolClient & WithStream).connection;
    const name = this.#prepared.of(text);
    stream.cork();
    process.nextTick(() => stream.uncork());
    try {
      const asked = { text, values: [...parameters], ...(name !== undefined && { name }) };
      return (await this.#client.query<QueryResultRow>(asked)) as unknown as PostgresQueryResult<unknown>;
    } catch (error) {
      if (isStalePlan(error)) this.#prepared.renew();
      throw error;
    }
  }
}

function isPlainRead(sql: string, parameters: readonly unknown[]): boolean {
  return parameters.length === 0 && sql.startsWith('select ');
}

/** What `pg` has and its types do not tell. */
type WithStream = { readonly connection: { readonly stream: { cork(): void; uncork(): void } } };
