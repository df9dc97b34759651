import { AwsV4Signer } from 'aws4fetch';
import { PublishProblem } from '../publish-problem.ts';
import type { NewObject, ReadObject, Store, StoredObject } from '../store/store.ts';
import { explainRefusal, type S3KeysIn } from './explain-refusal.ts';
import { parseError, parseListing, plainEtag } from './parse-answer.ts';
import { bucketUrl, keyPath, type S3Credentials, type S3Place } from './s3-place.ts';

export type S3Surroundings = {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Asked for before each request, since some end within the hour. */
  readonly credentials: () => Promise<S3Credentials>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  /** Where refusals say that the keys are looked up; the environment counts, unless it is said. */
  readonly keysIn?: S3KeysIn;
};

type Asked = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
  /** Answers that are not a refusal. */
  readonly expects?: readonly number[];
};

const mostAttempts = 5;
const withinMs = 10 * 60_000;

/** A bucket of S3, or of a store that speaks its language. */
export class S3Store implements Store {
  readonly title: string;
  readonly #place: S3Place;
  readonly #surroundings: S3Surroundings;
  readonly #rowsAtOnce: number;

  constructor(place: S3Place, surroundings: S3Surroundings, rowsAtOnce = 1000) {
    this.#rowsAtOnce = rowsAtOnce;
    this.title = `s3://${place.bucket}${place.prefix === '' ? '' : `/${place.prefix}`}`;
    this.#place = place;
    this.#surroundings = surroundings;
  }

  async *list(prefix: string): AsyncGenerator<StoredObject> {
    const begin = this.#keyOf('');
    let token: string | null = null;
    do {
      const query: Record<string, string> = {
        'list-type': '2',
        'max-keys': String(this.#rowsAtOnce),
        prefix: begin + prefix,
      };
      if (token !== null) query['continuation-token'] = token;
      const page = parseListing(await (await this.#send({ method: 'GET', path: '', query })).text());
      for (const { key, sizeBytes, etag, changedAt } of page.keys) {
        const md5 = /^[0-9a-f]{32}$/.test(etag) ? etag : null;
        yield { path: key.slice(begin.length), sizeBytes, md5, changedAt };
      }
      token = page.next;
    } while (token !== null);
  }

  async read(path: string): Promise<ReadObject | null> {
    const answer = await this.#get(path);
    if (answer === null) return null;
    return { text: await answer.text(), stamp: plainEtag(answer.headers.get('etag') ?? '') };
  }

  async bytes(path: string): Promise<Uint8Array | null> {
    const answer = await this.#get(path);
    return answer && new Uint8Array(await answer.arrayBuffer());
  }

  async put(path: string, content: NewObject): Promise<void> {
    await this.#put(path, content, {}, []);
  }

  async copy(from: string, to: string, { type, cacheControl }: NewObject): Promise<boolean> {
    const source = `/${this.#place.bucket}${this.#pathOf(from)}`;
    const answer = await this.#send({
      method: 'PUT',
      path: this.#pathOf(to),
      headers: {
        'x-amz-copy-source': source,
        'x-amz-metadata-directive': 'REPLACE',
        'content-type': type,
        'cache-control': cacheControl,
      },
      expects: [404],
    });
    const text = await answer.text();
    const refused = parseError(text);
    if (refused === null) return answer.status !== 404;
    if (refused.code === 'NoSuchKey') return false;
    // A copy that fails in the middle says so behind a status of 200.
    throw this.#refusal(`a copy of ${from}`, answer.status, text);
  }

  async remove(path: string): Promise<void> {
    await this.#send({ method: 'DELETE', path: this.#pathOf(path), expects: [404] });
  }

  async swap(path: string, content: NewObject, seen: ReadObject | null): Promise<boolean> {
    // Some stores do not know the condition and write anyway.
    const now = await this.read(path);
    if (now?.stamp !== seen?.stamp) return false;
    const condition: Record<string, string> =
      seen === null ? { 'if-none-match': '*' } : { 'if-match': `"${seen.stamp}"` };
    const { status } = await this.#put(path, content, condition, [409, 412, 501]);
    if (status === 501) await this.put(path, content);
    return status !== 409 && status !== 412;
  }

  /** Null: there is no such object. */
  async #get(path: string): Promise<Response | null> {
    const answer = await this.#send({ method: 'GET', path: this.#pathOf(path), expects: [404] });
    if (answer.status !== 404) return answer;
    const text = await answer.text();
    if (parseError(text)?.code === 'NoSuchBucket') throw this.#refusal(`GET ${path}`, 404, text);
    return null;
  }

  #put(
    path: string,
    { bytes, type, cacheControl }: NewObject,
    condition: Readonly<Record<string, string>>,
    expects: readonly number[],
  ): Promise<Response> {
    const headers = { ...condition, 'content-type': type, 'cache-control': cacheControl };
    return this.#send({ method: 'PUT', path: this.#pathOf(path), headers, bytes, expects });
  }

  #keyOf(path: string): string {
    const { prefix } = this.#place;
    return prefix === '' ? path : `${prefix}/${path}`;
  }

  #pathOf(path: string): string {
    return `/${keyPath(this.#keyOf(path))}`;
  }

  async #send(asked: Asked): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#try(asked, attempt === mostAttempts);
      if (answer !== null) return answer;
      await this.#surroundings.pause(2 ** attempt * 100 * (0.5 + this.#surroundings.random()));
    }
  }

  /** Null: it is worth another attempt. */
  async #try(asked: Asked, isLast: boolean): Promise<Response | null> {
    const answer = await this.#fetch(asked).catch((error: unknown) => {
      if (!isLast) return null;
      const why =
        error instanceof Error
          ? error.cause instanceof Error
            ? error.cause.message
            : error.message
          : String(error);
      throw new PublishProblem(`${this.title} does not answer: ${why}`, { cause: error });
    });
    if (answer === null || answer.ok || asked.expects?.includes(answer.status) === true) return answer;
    const text = await answer.text();
    const isPassing = answer.status === 429 || (answer.status >= 500 && answer.status !== 501);
    if (isPassing && !isLast) return null;
    throw this.#refusal(`${asked.method} ${decodeURIComponent(asked.path)}`, answer.status, text);
  }

  #refusal(request: string, status: number, text: string): PublishProblem {
    return explainRefusal({ title: this.title, request, status, text }, this.#surroundings.keysIn);
  }

  async #fetch({ method, path, query, headers, bytes }: Asked): Promise<Response> {
    const { accessKeyId, secretAccessKey, sessionToken } = await this.#surroundings.credentials();
    const search =
      query === undefined ? '' : `?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
    const signer = new AwsV4Signer({
      method,
      url: bucketUrl(this.#place) + path + search,
      headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === null ? {} : { sessionToken }),
      service: 's3',
      region: this.#place.region,
    });
    const signed = await signer.sign();
    return this.#surroundings.fetch(signed.url.href, {
      method,
      headers: signed.headers,
      body: bytes === undefined ? null : Uint8Array.from(bytes),
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
  }
}
