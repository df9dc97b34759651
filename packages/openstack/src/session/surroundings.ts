import type { Fetch } from './fetch.ts';

/** What a session takes from the world. `@netberth/openstack/node` has all of it. */
export type Surroundings = {
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** From 0 to less than 1. */
  readonly random: () => number;
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Of a content that is sent: `sha512`, `md5`. */
  readonly hash: (algorithm: string) => Hash;
};

export type Hash = { update(bytes: Uint8Array): void; hex(): string };
