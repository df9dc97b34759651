/**
 * Bytes that are fetched when they are read, for files too large for memory. `readAt` gives exactly `sizeBytes`
 * bytes from `offsetBytes` on, at once (synchronously), and the same ones each time; it is never asked beyond the end.
 */
export type ContentReader = {
  readonly kind: 'reader';
  readonly sizeBytes: number;
  readonly readAt: (offsetBytes: number, sizeBytes: number) => Uint8Array;
};
