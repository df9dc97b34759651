import { problemText } from '@netberth/disk-image';
import type { Plan } from '@netberth/disk-image';
import { fillMedium, firmwareLacks, parseMediumWay, planTemplate } from '@netberth/media';
import type { MediaRow, MediumOrder } from '@netberth/media';
import { offlineOrder, readLoaders } from '@netberth/media/node';
import type { Loaders } from '@netberth/media/node';
import type { FirmwareFolder } from '../firmware/firmware-folder.ts';
import type { ImageMaker, MediumImage } from './medium-image.ts';
import type { MediumRecord, MediumShape } from './medium-record.ts';

type Template = { readonly plan: Plan; readonly loaders: Loaders };
const mostTemplates = 16;

/** Makes the images of media. What media have in common is assembled once for each set of loaders. */
export class MediumImages implements ImageMaker {
  readonly #data: string;
  readonly #firmware: FirmwareFolder;
  readonly #templates = new Map<string, Template>();

  constructor(data: string, firmware: FirmwareFolder) {
    this.#data = data;
    this.#firmware = firmware;
  }

  async imageOf({ id, text }: Pick<MediumRecord, 'id' | 'text'>, key: string | null): Promise<MediumImage> {
    const way = parseMediumWay({ ...text, vlan: text.vlan ?? null, mac: text.mac ?? null });
    if (way.kind === 'refused') return way;
    const order: MediumOrder = {
      id: String(id),
      format: text.format,
      network: way.network,
      target: way.target,
      goesTo: text.menu ? 'menu' : 'bootstrap',
      waitSeconds: text.wait,
      key,
    };
    const warnings = way.warnings.map(({ field, message }) => `${field}: ${message}`);
    return await this.#imageOf(order, text, warnings);
  }

  async imageOfRow({ network, target }: MediaRow, shape: MediumShape): Promise<MediumImage> {
    const { format, menu, wait: waitSeconds } = shape;
    const goesTo = menu ? 'menu' : 'bootstrap';
    return await this.#imageOf(offlineOrder({ format, network, target, goesTo, waitSeconds }), shape, []);
  }

  async #imageOf(order: MediumOrder, shape: MediumShape, warnings: readonly string[]): Promise<MediumImage> {
    const template = await this.#templateOf(shape);
    if ('kind' in template) return template;
    const lacks = firmwareLacks(order, template.loaders.abilities);
    if (lacks.length > 0) return refused('firmware', lacks);
    const filled = fillMedium(template.plan, order);
    if (filled.kind === 'refused') return refused('bootUrl', filled.problems.map(problemText));
    return { kind: 'image', plan: filled.plan, order, warnings };
  }

  async #templateOf({
    firmware,
    format,
    label,
  }: MediumShape): Promise<Template | Extract<MediumImage, { kind: 'refused' }>> {
    const key = JSON.stringify([this.#firmware.manifest?.installedAt, firmware, format, label]);
    const known = this.#templates.get(key);
    if (known !== undefined) return known;
    const read = await readLoaders(this.#data, firmware);
    if (read.kind === 'refused') return refused('firmware', read.problems);
    const planned = planTemplate({ firmwares: firmware, format, label, loaders: read.loaders.files });
    if (planned.kind === 'refused') return refused('label', planned.problems.map(problemText));
    if (this.#templates.size >= mostTemplates) this.#templates.clear();
    const template = { plan: planned.plan, loaders: read.loaders };
    this.#templates.set(key, template);
    return template;
  }
}

function refused(field: string, messages: readonly string[]): Extract<MediumImage, { kind: 'refused' }> {
  return { kind: 'refused', problems: messages.map((message) => ({ field, message })) };
}
