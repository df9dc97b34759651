import type { Plan } from '@netberth/disk-image';
import type { MediaRow, MediumOrder } from '@netberth/media';
import type { FirmwareFolder } from '../firmware/firmware-folder.ts';
import type { MediumRecord, MediumShape } from './medium-record.ts';

export type MediumImage =
  | {
      readonly kind: 'image';
      readonly plan: Plan;
      readonly order: MediumOrder;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly MediumProblem[] };
export type MediumProblem = { readonly field: string; readonly message: string };

/** Makes the image of a medium. */
export type ImageMaker = {
  /** `key`: what its script shows; null for none. */
  readonly imageOf: (medium: Pick<MediumRecord, 'id' | 'text'>, key: string | null) => Promise<MediumImage>;
  /** Of a row of a list, which has no number and no key. */
  readonly imageOfRow: (row: MediaRow, shape: MediumShape) => Promise<MediumImage>;
};

/** Loads what makes images when the first one is wanted: most servers start without. */
export function imageMaker(data: string, firmware: FirmwareFolder): ImageMaker {
  let loading: Promise<ImageMaker> | undefined;
  const load = async () => new (await import('./medium-images.ts')).MediumImages(data, firmware);
  const loaded = () => (loading ??= load());
  return {
    imageOf: async (medium, key) => await (await loaded()).imageOf(medium, key),
    imageOfRow: async (row, shape) => await (await loaded()).imageOfRow(row, shape),
  };
}
