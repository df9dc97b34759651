/** A place that readers fetch files from. Paths are relative to where the target begins, with `/` between folders. */
export type Store = {
  /** As people name it: `s3://bucket/prefix`. */
  readonly title: string;
  /** All objects whose paths begin so, in any order. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** A small object; null: there is none. */
  read(path: string): Promise<ReadObject | null>;
  /** The same as it is, also where it is no text. */
  bytes(path: string): Promise<Uint8Array | null>;
  /** Nobody ever reads half of it. */
  put(path: string, content: NewObject): Promise<void>;
  /** Without its bytes coming here. False: there is no such object any more. */
  copy(from: string, to: string, content: NewObject): Promise<boolean>;
  /** One that is not there is no mistake. */
  remove(path: string): Promise<void>;
  /**
   * Replaces an object if it still is what `read` gave; `null`: if there still is none. False: somebody else was there
   * first. Where the store itself has no such thing, the object is read again just before.
   */
  swap(path: string, content: NewObject, seen: ReadObject | null): Promise<boolean>;
};

export type StoredObject = {
  readonly path: string;
  readonly sizeBytes: number;
  /** Null: the store does not tell. */
  readonly md5: string | null;
  readonly changedAt: Date;
};

export type ReadObject = {
  readonly text: string;
  /** What a store compares by: an ETag. */
  readonly stamp: string;
};

export type NewObject = {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly cacheControl: string;
};
