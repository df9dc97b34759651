/** What a person can do about it. */
export type ErrorKind =
  /** Nobody answered, or not in time. */
  | 'unreachable'
  /** Who we are was not believed. */
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'quota'
  /** In its present state the cloud cannot do this. */
  | 'conflict'
  | 'refused'
  /** 5xx. */
  | 'broken'
  /** The answer is none that OpenStack gives. */
  | 'strange';

export type ErrorFacts = {
  readonly kind: ErrorKind;
  /** `image`, `compute`, … */
  readonly service: string;
  /** Null: no answer came. */
  readonly status: number | null;
  /** By which an operator finds the request in the logs. */
  readonly requestId: string | null;
  /** Neutron's name of it: `IpAddressAlreadyAllocated`. */
  readonly type: string | null;
};

/** A request that did not do what it should, in the words of the service. */
export class OpenstackError extends Error {
  override readonly name = 'OpenstackError';
  readonly facts: ErrorFacts;

  constructor(message: string, facts: ErrorFacts, options?: ErrorOptions) {
    super(message, options);
    this.facts = facts;
  }
}

export function isKind(error: unknown, kind: ErrorKind): error is OpenstackError {
  return error instanceof OpenstackError && error.facts.kind === kind;
}

export function isType(error: unknown, type: string): error is OpenstackError {
  return error instanceof OpenstackError && error.facts.type === type;
}
