/**
 * What the network gives for a URL.
 *
 * `status` is an HTTP answer without a file in it (404, 500 …); `refused`, `timeout` and `unknown-host` are no answer
 * at all. A `redirect` moves the file: relative URLs of a script follow its new place. `unseen` is a file that nobody has
 * looked into: it can be named, loaded and started, and the story ends where it starts.
 */
export type Answer =
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array | string;
      /** Of the whole file, where `bytes` is only its beginning. */
      readonly sizeBytes?: number;
    }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'refused' | 'timeout' | 'unknown-host' };
