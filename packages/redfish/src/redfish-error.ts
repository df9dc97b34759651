/** What a person can do about it. */
export type ErrorKind =
  /** Nobody is there: nothing was asked. */
  | 'unreachable'
  /** It was asked, and gave no answer in time: nobody knows whether it has done it. */
  | 'silent'
  /** No connection that could be trusted. */
  | 'tls'
  /** Who we are was not believed. */
  | 'unauthorized'
  | 'forbidden'
  /** Its table of sessions is full. */
  | 'sessions-full'
  | 'not-found'
  /** It cannot just now: 503, a resource in use. */
  | 'busy'
  | 'refused'
  /** It has no such function at all. */
  | 'unsupported'
  /** 5xx. */
  | 'broken'
  /** The answer is none that Redfish gives. */
  | 'strange'
  /** It began a task, which failed. */
  | 'task-failed'
  /** It began a task, which has no end. */
  | 'task-endless';

export type ErrorFacts = {
  readonly kind: ErrorKind;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Of a message registry: `Base.1.8.PropertyValueNotInList`; null: it gave none. */
  readonly messageId: string | null;
  /** SHA-256 of the certificate that was not trusted, as `AA:BB:…`. */
  readonly fingerprint: string | null;
};

/** A request that did not do what it should, in the words of the service. */
export class RedfishError extends Error {
  override readonly name = 'RedfishError';
  readonly facts: ErrorFacts;

  constructor(
    message: string,
    facts: Partial<ErrorFacts> & Pick<ErrorFacts, 'kind'>,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.facts = { status: null, messageId: null, fingerprint: null, ...facts };
  }
}

export function isKind(error: unknown, ...kinds: readonly ErrorKind[]): error is RedfishError {
  return error instanceof RedfishError && kinds.includes(error.facts.kind);
}
