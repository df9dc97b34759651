/** A figure beside what is aimed at, where anything is. */
export type MediaRow = {
  readonly what: string;
  readonly measured: string;
  readonly aim: string;
  readonly isReached: boolean | null;
};
