import type { Permission } from '@netberth/api';

/** Who acts, as audit records name it. */
export type Actor = {
  /** `ada`, or `token:ci`. */
  readonly name: string;
  /** An address, or `socket`: the name is then what the local user claims to be. */
  readonly origin: string;
  readonly permissions: ReadonlySet<Permission>;
};
