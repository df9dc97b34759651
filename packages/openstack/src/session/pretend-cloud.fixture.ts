import type { Cloud } from '../cloud/cloud.ts';
import type { FetchAnswer, FetchInit } from './fetch.ts';
import { Session } from './session.ts';

type Reply = { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> };

export type Heard = { readonly method: string; readonly url: string; readonly token: string | undefined };

const catalog = [
  {
    type: 'image',
    name: '',
    endpoints: [endpoint('North', 'https://images.north'), endpoint('South', 'https://images.south')],
  },
  { type: 'compute', name: '', endpoints: [endpoint('North', 'https://compute/v2.1')] },
];

function endpoint(region: string, url: string) {
  return { interface: 'public', region, region_id: region, url };
}

/** A cloud that answers what `reply` says, and gives tokens of `lifeMs`: token-1, token-2, … */
export class PretendCloud {
  readonly heard: Heard[] = [];
  readonly pauses: number[] = [];
  nowMs = Date.parse('2026-01-01T00:00:00Z');
  lifeMs = 3_600_000;
  readonly #reply: (method: string, url: string, heard: readonly Heard[]) => Reply | Error;
  #tokens = 0;

  constructor(reply: (method: string, url: string, heard: readonly Heard[]) => Reply | Error) {
    this.#reply = reply;
  }

  session(changes: Partial<Cloud> = {}): Session {
    const cloud: Cloud = {
      name: 'pretend',
      authUrl: 'https://identity/v3',
      auth: { method: 'token', token: 't', scope: { kind: 'none' } },
      region: 'North',
      interface: 'public',
      endpoints: {},
      tls: { caFile: null, certFile: null, keyFile: null, isVerified: true },
      ...changes,
    };
    return new Session(cloud, {
      fetch: (url, init) => this.#answer(url, init),
      now: () => new Date(this.nowMs),
      random: () => 0,
      pause: async (milliseconds) => void this.pauses.push(milliseconds),
      hash: () => ({ update: () => undefined, hex: () => '' }),
    });
  }

  async #answer(url: string, { method, headers }: FetchInit): Promise<FetchAnswer> {
    if (url.endsWith('/auth/tokens')) return this.#giveToken();
    this.heard.push({ method, url, token: headers['x-auth-token'] });
    const reply = this.#reply(method, url, this.heard);
    if (reply instanceof Error) throw reply;
    return answerOf(reply);
  }

  #giveToken(): FetchAnswer {
    this.#tokens += 1;
    const expires_at = new Date(this.nowMs + this.lifeMs).toISOString();
    const token = { expires_at, user: { id: 'u', name: 'me' }, project: { id: 'p', name: 'ours' }, catalog };
    return answerOf({
      status: 201,
      json: { token },
      headers: { 'x-subject-token': `token-${this.#tokens}` },
    });
  }
}

function answerOf({ status, json, headers = {} }: Reply): FetchAnswer {
  const text = json === undefined ? '' : JSON.stringify(json);
  return {
    status,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    body: null,
    text: async () => text,
  };
}
