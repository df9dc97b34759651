import type { ScreenRow } from './screen-row.ts';

/** What a page tells the worker that the emulated PC runs in. */
export type ToEmulator =
  | {
      readonly kind: 'start';
      readonly bios: ArrayBuffer;
      readonly vgaBios: ArrayBuffer;
      /** The ISO in its drive. */
      readonly medium: ArrayBuffer;
      readonly disk: ArrayBuffer;
      readonly wasmUrl: string;
    }
  /** Set 1 scan codes, pressed and released. */
  | { readonly kind: 'keys'; readonly scanCodes: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }
  /** To the `asks` of that number; null: there is no such file. */
  | { readonly kind: 'answer'; readonly number: number; readonly text: string | null };

export type FromEmulator =
  | { readonly kind: 'screen'; readonly rows: readonly ScreenRow[] }
  | { readonly kind: 'asks'; readonly number: number; readonly url: string }
  | { readonly kind: 'failed'; readonly why: string };
