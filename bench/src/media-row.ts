/** A figure beside what is aimed at. */
export type MediaRow = {
  readonly what: string;
  readonly measured: string;
  readonly aim: string;
  readonly isReached: boolean;
};
