/** As much of the platform's `fetch` as is used here, so that another one can stand in for it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export type FetchInit = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array> | null;
  readonly signal: AbortSignal;
};

export type FetchAnswer = {
  readonly status: number;
  readonly headers: {
    get(name: string): string | null;
    forEach(visit: (value: string, name: string) => void): void;
  };
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
};
