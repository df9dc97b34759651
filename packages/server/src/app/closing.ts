/** What is to be closed again, in the order in which it was opened. */
export type Closing = (() => Promise<void> | void)[];
