import type { z } from 'zod';
import { errorOfAnswer, jsonOf } from './error-of-answer.ts';
import type { Surroundings } from './fetch.ts';
import { RedfishError, type ErrorKind } from './redfish-error.ts';
import { quirksOf, type Quirks } from './quirks.ts';
import { rootSchema, type Root } from './resources.ts';
import { send, type Sent } from './send.ts';
import { awaitTask } from './task.ts';
import type { Answer } from './send.ts';

export type ServiceAddress = {
  /** `https://192.0.2.107`, without a slash at its end. */
  readonly origin: string;
  readonly user: string;
  readonly password: string;
  /** For one answer; without: half a minute. */
  readonly timeoutMs?: number;
  /** For a task that it begins; without: five minutes. */
  readonly taskTimeoutMs?: number;
};

type Change = {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
};
type Login =
  | { readonly kind: 'session'; readonly token: string; readonly path: string | null }
  | { readonly kind: 'basic' };

const rootPath = '/redfish/v1/';
/** What a service says that gives no session: by basic authentication one gets in all the same. */
const withoutSession: readonly ErrorKind[] = ['sessions-full', 'unsupported', 'not-found'];
const sessionsPath = '/redfish/v1/SessionService/Sessions';

/** One Redfish service (DSP0266), to which one has logged in. `close` gives its session back: there are few. */
export class RedfishService {
  readonly root: Root;
  readonly quirks: Quirks;
  readonly #address: ServiceAddress;
  readonly #surroundings: Surroundings;
  #login: Login;

  private constructor(root: Root, login: Login, address: ServiceAddress, surroundings: Surroundings) {
    this.root = root;
    this.quirks = quirksOf(root);
    this.#login = login;
    this.#address = address;
    this.#surroundings = surroundings;
  }

  /**
   * Reads the root and logs in. A service whose table of sessions is full, or that has none, is sent the password with
   * each request instead (DSP0266, "HTTP basic authentication").
   * @throws RedfishError
   */
  static async open(address: ServiceAddress, surroundings: Surroundings): Promise<RedfishService> {
    const sent = await sendTo(address, surroundings, 'GET', rootPath, {});
    if (sent.status !== 200)
      throw notRedfish(address, errorOfAnswer(`GET ${rootPath}`, sent.status, sent.text));
    const root = rootSchema.safeParse(jsonOf(sent.text));
    if (!root.success) throw notRedfish(address, root.error);
    const login = await logIn(address, surroundings, root.data);
    return new RedfishService(root.data, login, address, surroundings);
  }

  async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    return (await this.getWithTag(path, schema)).resource;
  }

  /** @throws RedfishError when it is not there, or is not of this schema */
  async getWithTag<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
  ): Promise<{ readonly resource: z.output<Schema>; readonly tag: string | null }> {
    const sent = await this.#send('GET', path, {});
    if (sent.status !== 200) throw errorOfAnswer(`GET ${path}`, sent.status, sent.text);
    const parsed = schema.safeParse(jsonOf(sent.text));
    if (parsed.success) return { resource: parsed.data, tag: sent.headers.get('etag') };
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : `: ${issue.path.join('.')} ${issue.message}`;
    throw new RedfishError(`GET ${path}: it is not what Redfish says${where}`, { kind: 'strange' });
  }

  /** Waits for the task that it begins, where it begins one. @throws RedfishError */
  async change({ method, path, json }: Change): Promise<Answer> {
    const asked = `${method} ${path}`;
    let sent = await this.#send(method, path, {}, json);
    // Some want to be told which version is changed (If-Match); those that do not can choke on it.
    if (sent.status === 412 || sent.status === 428) {
      const tag = (await this.#send('GET', path, {})).headers.get('etag');
      if (tag !== null) sent = await this.#send(method, path, { 'if-match': tag }, json);
    }
    if (sent.status === 202) return await awaitTask(asked, sent, this, this.#waiting());
    if (sent.status < 200 || sent.status > 299) throw errorOfAnswer(asked, sent.status, sent.text);
    return { status: sent.status, headers: sent.headers, json: jsonOf(sent.text) };
  }

  /** A path, or a whole URL that the service gave: its host is not believed. */
  async look(place: string): Promise<Sent> {
    const path = /^https?:\/\//.test(place) ? new URL(place).pathname : place;
    return await this.#send('GET', path, {});
  }

  /** Gives the session back; a service that does not answer keeps it until it ends by itself. */
  async close(): Promise<void> {
    const login = this.#login;
    this.#login = { kind: 'basic' };
    if (login.kind !== 'session' || login.path === null) return;
    const headers = { 'x-auth-token': login.token };
    try {
      await sendTo({ ...this.#address, timeoutMs: 5000 }, this.#surroundings, 'DELETE', login.path, headers);
    } catch (error) {
      if (!(error instanceof RedfishError)) throw error;
    }
  }

  #waiting() {
    const { now, pause } = this.#surroundings;
    return { now, pause, timeoutMs: this.#address.taskTimeoutMs ?? 5 * 60_000 };
  }

  async #send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    headers: Readonly<Record<string, string>>,
    json?: unknown,
  ): Promise<Sent> {
    const who = this.#login.kind === 'session' ? { 'x-auth-token': this.#login.token } : basic(this.#address);
    const sent = await sendTo(this.#address, this.#surroundings, method, path, { ...who, ...headers }, json);
    if (sent.status !== 401 || this.#login.kind !== 'session') return sent;
    // The session has ended meanwhile: nothing was done, so it can be asked again.
    this.#login = await logIn(this.#address, this.#surroundings, this.root);
    const again =
      this.#login.kind === 'session' ? { 'x-auth-token': this.#login.token } : basic(this.#address);
    return await sendTo(this.#address, this.#surroundings, method, path, { ...again, ...headers }, json);
  }
}

async function logIn(address: ServiceAddress, surroundings: Surroundings, root: Root): Promise<Login> {
  const path = root.Links?.Sessions['@odata.id'] ?? sessionsPath;
  const body = { UserName: address.user, Password: address.password };
  const sent = await sendTo(address, surroundings, 'POST', path, {}, body);
  const token = sent.headers.get('x-auth-token');
  if (sent.status >= 200 && sent.status < 300 && token !== null)
    return { kind: 'session', token, path: pathOf(sent.headers.get('location')) };
  const error = errorOfAnswer(`POST ${path}`, sent.status, sent.text);
  const { kind } = error.facts;
  if (withoutSession.includes(kind)) return { kind: 'basic' };
  if (kind === 'unauthorized' || kind === 'forbidden')
    throw new RedfishError(
      'the user or the password is wrong',
      { ...error.facts, kind: 'unauthorized' },
      { cause: error },
    );
  throw error;
}

/** Without the host: it is often another name of the same BMC. */
function pathOf(location: string | null): string | null {
  if (location === null) return null;
  return /^https?:\/\//.test(location) ? new URL(location).pathname : location;
}

function basic({ user, password }: ServiceAddress): Record<string, string> {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

async function sendTo(
  { origin, timeoutMs = 30_000 }: ServiceAddress,
  surroundings: Surroundings,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  headers: Readonly<Record<string, string>>,
  json?: unknown,
): Promise<Sent> {
  const body = json === undefined ? null : JSON.stringify(json);
  return await send(
    {
      ...{ method, url: origin + path, body, timeoutMs },
      headers: {
        accept: 'application/json',
        'odata-version': '4.0',
        ...(body !== null && { 'content-type': 'application/json' }),
        ...headers,
      },
    },
    surroundings,
  );
}

function notRedfish({ origin }: ServiceAddress, cause: Error): RedfishError {
  const facts = cause instanceof RedfishError ? cause.facts : { kind: 'strange' as const };
  const kind = facts.kind === 'not-found' ? 'strange' : facts.kind;
  return new RedfishError(
    `${origin} answers, but not as Redfish does: is it a BMC?`,
    { ...facts, kind },
    { cause },
  );
}
