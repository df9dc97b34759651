/**
 * What the network gives for a URL.
 *
 * `status` is an HTTP answer without a file in it (404, 500 …); `refused`, `timeout` and `unknown-host` are no answer
 * at all. A `redirect` moves the file: relative URLs of a script follow its new place.
 */
export type Answer =
  | { readonly kind: 'file'; readonly bytes: Uint8Array | string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'refused' | 'timeout' | 'unknown-host' };
