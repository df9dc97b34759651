import type { WayText } from '@netberth/media';
import type { MediumShape } from './medium-record.ts';

/** Many media that are fetched as one ZIP file. */
export type BatchRecord = {
  readonly id: number;
  readonly order: BatchOrder;
  readonly media: number;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly endsAtMs: number;
};

export type BatchOrder = ListOrder | { readonly kind: 'machines' };

/** A list as it was sent, which is read again when the media are made. */
export type ListOrder = {
  readonly kind: 'list';
  readonly list: string;
  readonly defaults: WayText;
  readonly shape: MediumShape;
};
