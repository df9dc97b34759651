import {
  copyObject,
  deleteObject,
  getObject,
  headContainer,
  isKind,
  listObjects,
  objectUrl,
  OpenstackError,
  putContainer,
  putObject,
  type ErrorKind,
  type Session,
} from '@netberth/openstack';
import { PublishProblem } from '../publish-problem.ts';
import type { NewObject, ReadObject, Store, StoredObject } from '../store/store.ts';

const everybodyReads = { 'x-container-read': '.r:*', 'x-container-meta-web-index': 'index.html' };

/** A container of Swift. One that is not there is made. */
export class SwiftStore implements Store {
  readonly title: string;
  readonly #session: Session;
  readonly #container: string;
  readonly #begin: string;
  /** Of a container that is made. */
  readonly #headers: Readonly<Record<string, string>>;
  #ready: Promise<void> | undefined;

  /**
   * @param prefix without `/` at either end; empty: the container itself
   * @param readers of a container that is made
   */
  constructor(
    session: Session,
    container: string,
    prefix: string,
    readers: 'everybody' | 'nobody else' = 'everybody',
  ) {
    this.#headers = readers === 'everybody' ? everybodyReads : {};
    this.title = `swift://${container}${prefix === '' ? '' : `/${prefix}`}`;
    this.#session = session;
    this.#container = container;
    this.#begin = prefix === '' ? '' : `${prefix}/`;
  }

  /** Where readers find it, without a `/` at the end. */
  async url(): Promise<string> {
    const begin = await this.#explained(objectUrl(this.#session, this.#container, this.#begin));
    return begin.replace(/\/+$/, '');
  }

  /** Whether readers need no token; null: there is no container yet. */
  async isPublic(): Promise<boolean | null> {
    const container = await this.#explained(headContainer(this.#session, this.#container));
    return container === null ? null : /(^|,)\s*\.r:\*/.test(container.read);
  }

  async *list(prefix: string): AsyncGenerator<StoredObject> {
    try {
      for await (const object of listObjects(this.#session, this.#container, this.#begin + prefix))
        yield {
          path: object.name.slice(this.#begin.length),
          sizeBytes: object.sizeBytes,
          md5: object.md5,
          // Swift tells UTC without saying so.
          changedAt: new Date(`${object.changedAt}Z`),
        };
    } catch (error) {
      if (!isKind(error, 'not-found')) throw this.#problemOf(error);
    }
  }

  async read(path: string): Promise<ReadObject | null> {
    return this.#explained(this.#read(path));
  }

  async bytes(path: string): Promise<Uint8Array | null> {
    return this.#explained(this.#bytes(path));
  }

  async put(path: string, content: NewObject): Promise<void> {
    await this.#explained(this.#put(path, content, {}));
  }

  async copy(from: string, to: string): Promise<boolean> {
    const container = this.#container;
    try {
      await copyObject(
        this.#session,
        { container, name: this.#begin + from },
        { container, name: this.#begin + to },
      );
      return true;
    } catch (error) {
      if (isKind(error, 'not-found')) return false;
      throw this.#problemOf(error);
    }
  }

  async remove(path: string): Promise<void> {
    await this.#explained(deleteObject(this.#session, this.#container, this.#begin + path));
  }

  async swap(path: string, content: NewObject, seen: ReadObject | null): Promise<boolean> {
    const now = await this.read(path);
    if (now?.stamp !== seen?.stamp) return false;
    const condition: Record<string, string> = seen === null ? { 'if-none-match': '*' } : {};
    try {
      await this.#put(path, content, condition);
      return true;
    } catch (error) {
      if (error instanceof OpenstackError && error.facts.status === 412) return false;
      throw this.#problemOf(error);
    }
  }

  async #read(path: string): Promise<ReadObject | null> {
    const answer = await getObject(this.#session, this.#container, this.#begin + path);
    if (answer === null) return null;
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of answer.body) text += decoder.decode(chunk, { stream: true });
    return { text: text + decoder.decode(), stamp: answer.headers.get('etag') ?? '' };
  }

  async #bytes(path: string): Promise<Uint8Array | null> {
    const answer = await getObject(this.#session, this.#container, this.#begin + path);
    if (answer === null) return null;
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  }

  async #put(
    path: string,
    { bytes, type, cacheControl }: NewObject,
    condition: Readonly<Record<string, string>>,
  ): Promise<void> {
    await (this.#ready ??= this.#makeContainer());
    const content = { type, sizeBytes: bytes.length, open: () => once(bytes) };
    const headers = { 'cache-control': cacheControl, ...condition };
    await putObject(this.#session, this.#container, this.#begin + path, content, headers);
  }

  async #makeContainer(): Promise<void> {
    if ((await headContainer(this.#session, this.#container)) === null)
      await putContainer(this.#session, this.#container, this.#headers);
  }

  async #explained<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      throw this.#problemOf(error);
    }
  }

  #problemOf(error: unknown): unknown {
    if (!(error instanceof OpenstackError)) return error;
    const advice = wayOut[error.facts.kind];
    const message = `${this.title}: ${error.message}${advice === undefined ? '' : `\n${advice}`}`;
    return new PublishProblem(message, { cause: error });
  }
}

const wayOut: Partial<Readonly<Record<ErrorKind, string>>> = {
  unauthorized: 'The credentials are not taken (any more): look at clouds.yaml, then run this again.',
  forbidden: 'The role in this project may not write there: ask who runs the cloud.',
  'not-found':
    'The container is not there any more: somebody has removed it. Run this again to make it anew.',
  quota: 'The quota of the project is used up: remove old channels, or ask who runs the cloud for more.',
  unreachable: 'Is the cloud up, and reached from here?',
  broken: 'The cloud itself is at fault; run this again later.',
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
