/** Rows of one statement, by the names of its columns; read only, however it is written. */
export type QueryRows = (url: string, query: string) => AsyncGenerator<Record<string, unknown>>;

/** So many rows come at once. */
export const rowsAtOnce = 500;
