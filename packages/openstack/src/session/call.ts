import type { FetchAnswer } from './fetch.ts';
import type { Microversions } from './microversion.ts';

/** One request to a service. */
export type Call = {
  /** As the catalogue names it: `image`, `network`, `compute`, `object-store`. */
  readonly service: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the version: `/images`; or a whole URL that the service named. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly content?: Content;
  readonly microversions?: Microversions;
  /** Asked twice it does what it does asked once; without: for every method but POST. */
  readonly isRepeatable?: boolean;
  readonly retriesConflict?: boolean;
  readonly mostAttempts?: number;
  /** For the whole answer; without: a minute. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/** What is sent as it is. It is opened anew for each attempt. */
export type Content = {
  readonly type: string;
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};

/** A whole answer of 2xx. */
export type Answer = {
  readonly status: number;
  readonly headers: FetchAnswer['headers'];
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
};

/** An answer of 2xx that is still being read. */
export type OpenAnswer = {
  readonly status: number;
  readonly headers: FetchAnswer['headers'];
  readonly body: AsyncIterable<Uint8Array>;
};
