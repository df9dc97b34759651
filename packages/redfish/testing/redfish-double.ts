import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DoubleState } from './double-state.ts';
import { ServiceError } from './message.ts';
import type { DoubleOptions } from './double-options.ts';
import type { Reply } from './double-state.ts';

const doubleUser = { user: 'admin', password: 'secret' };

/**
 * A BMC with Redfish, of memory, for tests: as strict as DSP0266 and the DMTF's schemas ComputerSystem, VirtualMedia,
 * Session and Task allow a service to be. What is not in the schema is refused.
 */
export class RedfishDouble {
  readonly state: DoubleState;
  /** `POST /redfish/v1/…`, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #scheme: string;
  readonly #sessions = new Map<string, string>();
  readonly #maxSessions: number;
  #isHanging = false;
  #busy: Promise<void> = Promise.resolve();
  #refusesBasic = false;

  private constructor(options: DoubleOptions) {
    this.state = new DoubleState(options);
    this.#maxSessions = options.maxSessions ?? 4;
    this.#scheme = options.tls === undefined ? 'http' : 'https';
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      void this.#answer(request, response).catch(() => response.destroy());
    };
    this.#server = options.tls === undefined ? createServer(answer) : createTlsServer(options.tls, answer);
  }

  static async start(options: DoubleOptions = {}): Promise<RedfishDouble> {
    const double = new RedfishDouble(options);
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get origin(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** It takes every request, and answers none. */
  hang(): void {
    this.#isHanging = true;
  }

  /** It answers what it is asked only when the function that this returns is called. */
  beBusy(): () => void {
    let goOn = () => {};
    this.#busy = new Promise((resolve) => (goOn = resolve));
    return goOn;
  }

  goOn(): void {
    this.#isHanging = false;
  }

  /** Somebody else has every session of it, and passwords count only for sessions. */
  fillSessions(): void {
    this.#refusesBasic = true;
    for (let number = this.#sessions.size; number < this.#maxSessions; number++)
      this.#sessions.set(randomUUID(), `other-${number}`);
  }

  freeSessions(): void {
    this.#refusesBasic = false;
    this.#sessions.clear();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.asked.push(`${method} ${url}`);
    const body = await text(request);
    if (this.#isHanging) return;
    await this.#busy;
    try {
      const { status, headers, json } = await this.#route(request, method, url, body);
      response.writeHead(status, {
        'odata-version': '4.0',
        'cache-control': 'no-cache',
        ...headers,
        ...jsonHeader(json),
      });
      response.end(json === undefined ? '' : JSON.stringify(json));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const headers = { 'content-type': 'application/json', 'odata-version': '4.0', ...error.headers };
      response.writeHead(error.status, headers).end(JSON.stringify(error.body));
    }
  }

  async #route(request: IncomingMessage, method: string, url: string, body: string): Promise<Reply> {
    const path = url.length > 1 ? url.replace(/\/$/, '') : url;
    if (method === 'GET' && path === '/redfish/v1')
      return { status: 200, headers: {}, json: this.state.root() };
    const json = body === '' ? undefined : parse(request, body);
    const sessions = '/redfish/v1/SessionService/Sessions';
    if (method === 'POST' && path === sessions) return this.#logIn(json);
    this.#authorise(request);
    if (method === 'DELETE' && path.startsWith(`${sessions}/`)) return this.#logOut(path);
    return await this.state.answer(method, path, json, request.headers['if-match']);
  }

  #logIn(json: unknown): Reply {
    const given = json as { UserName?: unknown; Password?: unknown };
    if (given.UserName !== doubleUser.user || given.Password !== doubleUser.password)
      throw new ServiceError(
        401,
        'NoValidSession',
        'There is no valid session established with the implementation.',
      );
    if (this.#sessions.size >= this.#maxSessions)
      throw new ServiceError(
        503,
        'SessionLimitExceeded',
        'The session establishment failed due to the number of simultaneous sessions exceeding the limit of the implementation.',
      );
    const token = randomUUID();
    const id = String(this.#sessions.size + 1);
    this.#sessions.set(token, id);
    const place = `/redfish/v1/SessionService/Sessions/${id}`;
    const json2 = {
      '@odata.id': place,
      '@odata.type': '#Session.v1_5_0.Session',
      Id: id,
      Name: 'User Session',
      UserName: given.UserName,
      Password: null,
    };
    return { status: 201, headers: { 'x-auth-token': token, location: place }, json: json2 };
  }

  #logOut(path: string): Reply {
    const id = path.split('/').at(-1);
    for (const [token, each] of this.#sessions) if (each === id) this.#sessions.delete(token);
    return { status: 204, headers: {}, json: undefined };
  }

  #authorise(request: IncomingMessage): void {
    const token = request.headers['x-auth-token'];
    if (typeof token === 'string' && this.#sessions.has(token)) return;
    const { user, password } = doubleUser;
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    if (request.headers.authorization === basic && !this.#refusesBasic) return;
    if (request.headers.authorization === basic)
      throw new ServiceError(
        503,
        'SessionLimitExceeded',
        'The session establishment failed due to the number of simultaneous sessions exceeding the limit of the implementation.',
      );
    throw new ServiceError(
      401,
      'NoValidSession',
      'There is no valid session established with the implementation.',
      {
        'www-authenticate': 'Basic realm="Redfish"',
      },
    );
  }
}

function jsonHeader(json: unknown): Record<string, string> {
  return json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
}

function parse(request: IncomingMessage, body: string): unknown {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new ServiceError(
      415,
      'UnsupportedMediaType',
      'The media type of the request body is not supported.',
    );
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ServiceError(400, 'MalformedJSON', 'The request body submitted was malformed JSON.');
    throw error;
  }
}
