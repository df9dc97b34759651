/** Something Netberth says: `{name}` in its texts stands for a value. */
export type Message = {
  /** The code on the machine's screen, in problem+json and in docs/errors.md. */
  readonly code: string;
  /** HTTP status where the caller gets one; script endpoints always answer 200. */
  readonly status: number;
  readonly text: string;
  readonly wayOut: string;
  /** It happens every day: a machine's screen shows it without the way out. */
  readonly isRoutine?: boolean;
};
