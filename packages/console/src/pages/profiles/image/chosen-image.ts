/** The tar that the server takes, and a name for its upload: other bytes have another. */
export type ToSend = { readonly tar: Blob; readonly key: string };

/** What a person chose, ready to be sent. */
export type ChosenImage = {
  /** What the profile will be called unless the person says otherwise. */
  readonly name: string;
  readonly isDisc: boolean;
  readonly sizeBytes: number;
  /** What it is and how it boots, as far as that is seen here; then what a person should know of it. */
  readonly about: readonly string[];
  readonly notes: readonly string[];
  /** @param sha256 of an ISO, as its makers say it: it goes along, and the server compares */
  readonly toSend: (sha256: string | null) => ToSend;
};

export type Chosen =
  | { readonly kind: 'usable'; readonly image: ChosenImage }
  /** A sentence with the way out. */
  | { readonly kind: 'refused'; readonly why: string };
