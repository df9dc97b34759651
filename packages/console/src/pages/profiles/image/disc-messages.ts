import type { WholeWay } from '@netberth/disc';

/** To the worker: look at this ISO. */
export type ToDiscWorker = { readonly file: File; readonly as: WholeWay | null };

/** What it has seen; sentences. */
export type DiscLook =
  | {
      readonly kind: 'recognised';
      readonly what: string;
      /** How it boots, without its full stop. */
      readonly how: string;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly why: string };
