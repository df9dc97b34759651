import type { Cloud } from '../cloud/cloud.ts';
import { tokenRequest } from './authenticate.ts';
import type { Answer, Call, OpenAnswer } from './call.ts';
import { findEndpoint, isOffered } from './find-endpoint.ts';
import { negotiate, type Microversions, type ServedMicroversions } from './microversion.ts';
import { OpenstackError } from './openstack-error.ts';
import { readMicroversions } from './read-microversions.ts';
import { send, type Request } from './send.ts';
import type { Surroundings } from './surroundings.ts';
import { parseToken, type Token } from './token.ts';

const renewBeforeEndMs = 2 * 60_000;
const defaultTimeoutMs = 60_000;

/** Talks to the services of one cloud. Tokens are fetched, kept and renewed by themselves. */
export class Session {
  readonly cloud: Cloud;
  readonly surroundings: Surroundings;
  #token: Promise<Token> | undefined;
  readonly #microversions = new Map<string, Promise<ServedMicroversions | null>>();

  constructor(cloud: Cloud, surroundings: Surroundings) {
    this.cloud = cloud;
    this.surroundings = surroundings;
  }

  /** Who we are there, and what is offered. */
  async token(): Promise<Token> {
    const promised = (this.#token ??= this.#authenticate());
    const token = await promised;
    if (token.expiresAt.getTime() - this.surroundings.now().getTime() > renewBeforeEndMs) return token;
    // Many calls find this out at once: the first one renews.
    if (this.#token === promised) this.#token = this.#authenticate();
    return this.#token ?? token;
  }

  /** Sends one request and reads the whole answer. Throws OpenstackError for all that is not 2xx. */
  async call(call: Call): Promise<Answer> {
    const answer = await this.#send(call, false);
    const text = await answer.text();
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '') && text !== '';
    const json: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: answer.status, headers: answer.headers, json };
  }

  /** Sends one request and gives the answer while it comes. */
  async open(call: Call): Promise<OpenAnswer> {
    const answer = await this.#send(call, false);
    return { status: answer.status, headers: answer.headers, body: answer.body ?? noBytes() };
  }

  async endpoint(service: string): Promise<string> {
    return findEndpoint(this.cloud, await this.token(), service);
  }

  /** Whether the cloud has such a service at all, in whatever region. */
  async offers(service: string): Promise<boolean> {
    return isOffered(this.cloud, await this.token(), service);
  }

  /** The version of a call that both sides understand; null: a service without microversions. */
  async microversion(service: string, wanted: Microversions): Promise<string | null> {
    const served = await this.#served(service);
    return served === null ? null : negotiate(wanted, served);
  }

  async #send(call: Call, isRenewed: boolean): ReturnType<typeof send> {
    const token = await this.token();
    const request = await this.#request(call, token);
    try {
      return await send(request, this.surroundings);
    } catch (error) {
      const isStale = error instanceof OpenstackError && error.facts.status === 401;
      if (!isStale || isRenewed) throw error;
      await this.#forget(token);
      return this.#send(call, true);
    }
  }

  async #request(call: Call, token: Token): Promise<Request> {
    const root = findEndpoint(this.cloud, token, call.service);
    const version =
      call.microversions === undefined
        ? null
        : await this.#demandMicroversion(call.service, call.microversions);
    const whole = /^https?:/.test(call.path) ? call.path : root + call.path;
    return {
      service: call.service,
      method: call.method,
      url: whole + queryText(call.query),
      headers: {
        accept: 'application/json',
        ...(version === null ? {} : { 'openstack-api-version': `${call.service} ${version}` }),
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.content === undefined
          ? {}
          : { 'content-type': call.content.type, 'content-length': String(call.content.sizeBytes) }),
        ...call.headers,
        'x-auth-token': token.id,
      },
      body: call.content ?? (call.json === undefined ? null : JSON.stringify(call.json)),
      rules: {
        isRepeatable: call.isRepeatable ?? call.method !== 'POST',
        retriesConflict: call.retriesConflict ?? false,
        mostAttempts: call.mostAttempts ?? 5,
      },
      timeoutMs: call.timeoutMs ?? defaultTimeoutMs,
      signal: call.signal,
    };
  }

  async #demandMicroversion(service: string, wanted: Microversions): Promise<string | null> {
    const served = await this.#served(service);
    const version = served === null ? null : negotiate(wanted, served);
    if (version !== null || served === null) return version;
    throw new OpenstackError(
      `${service} of "${this.cloud.name}" speaks microversions ${served.least} to ${served.most}; this wants ${wanted.least} or newer`,
      { kind: 'refused', service, status: null, requestId: null, type: null },
    );
  }

  #served(service: string): Promise<ServedMicroversions | null> {
    const known = this.#microversions.get(service);
    if (known !== undefined) return known;
    const reading = this.#readMicroversions(service).catch((error: unknown) => {
      this.#microversions.delete(service);
      throw error;
    });
    this.#microversions.set(service, reading);
    return reading;
  }

  async #readMicroversions(service: string): Promise<ServedMicroversions | null> {
    const token = await this.token();
    const request = await this.#request({ service, method: 'GET', path: '/' }, token);
    const answer = await send(request, this.surroundings);
    return readMicroversions(await answer.text());
  }

  /** Unless another call has renewed it meanwhile. */
  async #forget(token: Token): Promise<void> {
    const promised = this.#token;
    if (promised !== undefined && (await promised) === token && this.#token === promised)
      this.#token = undefined;
  }

  async #authenticate(): Promise<Token> {
    const url = `${this.cloud.authUrl}/auth/tokens`;
    const answer = await send(
      {
        service: 'identity',
        method: 'POST',
        url,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(tokenRequest(this.cloud.auth)),
        rules: { isRepeatable: true, retriesConflict: false, mostAttempts: 4 },
        timeoutMs: defaultTimeoutMs,
        signal: undefined,
      },
      this.surroundings,
    ).catch((error: unknown) => {
      this.#token = undefined;
      throw error;
    });
    const token = parseToken(answer.headers.get('x-subject-token'), JSON.parse(await answer.text()));
    if (token !== null) return token;
    this.#token = undefined;
    throw new OpenstackError(`${url} answers, but not as Identity v3 does: is it the auth_url of a cloud?`, {
      kind: 'strange',
      service: 'identity',
      status: answer.status,
      requestId: null,
      type: null,
    });
  }
}

function queryText(query: Call['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
