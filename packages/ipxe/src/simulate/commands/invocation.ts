/** A command that was used rightly. Options by their long name; one without a value holds an empty text. */
export type Invocation = {
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
  readonly args: readonly string[];
};
