export type RunningServer = {
  /** An address with a user who may do everything. */
  readonly adminUrl: string;
  readonly stop: () => Promise<void>;
};
