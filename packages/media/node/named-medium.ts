import type { Plan } from '@netberth/disk-image';
import type { MediumOrder } from '../src/index.ts';

export type MadeMedia = { readonly media: number; readonly sizeBytes: number };

/** One of many media: its image, and what the manifest says of it. */
export type NamedMedium = {
  /** The name of its file, without an ending. */
  readonly name: string;
  readonly order: Pick<MediumOrder, 'id' | 'network' | 'format'>;
  readonly plan: Plan;
};

export type ManyMedia = AsyncIterable<NamedMedium> | Iterable<NamedMedium>;

/** Told after each medium what there is so far. */
export type OnMade = (made: MadeMedia) => void;
