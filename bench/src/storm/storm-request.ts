/** What a machine asks for, by what is measured apart. */
export const requestKinds = [
  'bootstrap.ipxe',
  'bootstrap',
  'boot file',
  'image',
  'post-install',
  'finish',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Bytes of a file: `from` belongs to it, `to` does not. */
export type ByteSpan = { readonly from: number; readonly to: number };

export type StormRequest = {
  readonly kind: RequestKind;
  readonly url: string;
  /** Only these bytes; null: the whole file, or a text. */
  readonly span: ByteSpan | null;
  /** How long the answer has to be, where the machine knows it. */
  readonly wantedBytes: number | null;
};

export type StormAnswer =
  /** Every text, and every refusal of a file. */
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  /** A file, whole or the span that was asked for; `isRight`: byte for byte what was imported. */
  | { readonly kind: 'file'; readonly sizeBytes: number; readonly isRight: boolean }
  /** No answer, or not all of it. Whether the server has done what it was asked is not known. */
  | { readonly kind: 'lost'; readonly why: string };

export function plainRequest(kind: RequestKind, url: string): StormRequest {
  return { kind, url, span: null, wantedBytes: null };
}

/** The way to the server; faults are put in between by wrapping it. Never throws. */
export type Send = (request: StormRequest) => Promise<StormAnswer>;
