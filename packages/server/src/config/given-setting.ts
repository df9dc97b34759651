/** A value that somebody gave, and where: `netberth.yaml:3`, `NETBERTH_DATA`, `--data`. */
export type GivenSetting = { readonly name: string; readonly value: unknown; readonly source: string };

/** What one source holds. Problems are of the source itself: names that nobody knows, YAML that is none. */
export type GivenSettings = {
  readonly given: readonly GivenSetting[];
  readonly problems: readonly string[];
};
