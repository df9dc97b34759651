import type { Plan } from '@netberth/disk-image';
import type { MediaRow, MediumOrder } from '@netberth/media';
import type { FirmwareFolder } from '../firmware/firmware-folder.ts';
import type { MediumRecord, MediumShape, MediumText } from './medium-record.ts';

export type MediumImage =
  | { readonly kind: 'image'; readonly plan: Plan; readonly order: MediumOrder }
  | { readonly kind: 'refused'; readonly problems: readonly MediumProblem[] };
export type MediumProblem = { readonly field: string; readonly message: string };

export type Examined = {
  readonly problems: readonly MediumProblem[];
  readonly warnings: readonly string[];
};
export type MediumChecker =
  | {
      readonly kind: 'checker';
      readonly sizeBytes: number;
      readonly examine: (text: MediumText) => Examined;
    }
  | Extract<MediumImage, { kind: 'refused' }>;

/** `unknown`: this medium has no such file. */
export type MediumFile =
  | { readonly kind: 'file'; readonly plan: Plan }
  | { readonly kind: 'unknown' }
  | Extract<MediumImage, { kind: 'refused' }>;

/** Makes the image of a medium. */
export type MediumMaker = {
  /** `key`: what its script shows; null for none. */
  readonly imageOf: (medium: Pick<MediumRecord, 'id' | 'text'>, key: string | null) => Promise<MediumImage>;
  /** One of the files that start the same medium without an image: `autoexec.ipxe`, `ipxe.efi`, `grub.cfg`, … */
  readonly fileOf: (
    medium: Pick<MediumRecord, 'id' | 'text'>,
    key: string | null,
    name: string,
  ) => Promise<MediumFile>;
  /** Of a row of a list, which has no number and no key. */
  readonly imageOfRow: (row: MediaRow, shape: MediumShape) => Promise<MediumImage>;
  /** For many media of one shape: says at once what is wrong with one, without making it. */
  readonly checkerOf: (shape: MediumShape) => Promise<MediumChecker>;
};

/** Loads what makes images when the first one is wanted: most servers start without. */
export function lazyMediumMaker(data: string, firmware: FirmwareFolder): MediumMaker {
  let loading: Promise<MediumMaker> | undefined;
  const load = async () =>
    new (await import('./template-medium-maker.ts')).TemplateMediumMaker(data, firmware);
  const loaded = () => (loading ??= load());
  return {
    imageOf: async (medium, key) => await (await loaded()).imageOf(medium, key),
    fileOf: async (medium, key, name) => await (await loaded()).fileOf(medium, key, name),
    imageOfRow: async (row, shape) => await (await loaded()).imageOfRow(row, shape),
    checkerOf: async (shape) => await (await loaded()).checkerOf(shape),
  };
}
