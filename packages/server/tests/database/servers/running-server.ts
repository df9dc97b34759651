export type RunningServer = {
  /** An address with a user who may do everything. */
  readonly adminUrl: string;
  /** A file with the CA of its certificate, which is for `localhost`. */
  readonly ca: string;
  /** It ends, and keeps what it has. */
  readonly halt: () => Promise<void>;
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
