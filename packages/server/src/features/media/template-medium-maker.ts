import { problemText } from '@netberth/disk-image';
import type { Plan } from '@netberth/disk-image';
import { fillMedium, firmwareLacks, parseMediumWay, planTemplate } from '@netberth/media';
import type { LooseFile, MediaRow, MediumOrder, ParsedWay } from '@netberth/media';
import { offlineOrder, readLoaders, readLooseFiles } from '@netberth/media/node';
import type { Loaders } from '@netberth/media/node';
import type { FirmwareFolder } from '../firmware/firmware-folder.ts';
import type { Examined, MediumMaker, MediumChecker, MediumFile, MediumImage } from './medium-maker.ts';
import type { MediumRecord, MediumShape, MediumText } from './medium-record.ts';

type Template = { readonly plan: Plan; readonly loaders: Loaders };
const mostTemplates = 16;
/** A virtual drive asks for one image thousands of times. */
const mostImages = 256;

/** Media are asked for by machines too, and paths of this host are no matter of theirs. */
const folderName = 'the firmware folder of the server';

/** Makes the images of media. What media have in common is assembled once for each set of loaders. */
export class TemplateMediumMaker implements MediumMaker {
  readonly #data: string;
  readonly #firmware: FirmwareFolder;
  readonly #templates = new Map<string, Template>();
  /** Those that were wanted last, the latest at the end. */
  readonly #images = new Map<string, MediumImage>();

  constructor(data: string, firmware: FirmwareFolder) {
    this.#data = data;
    this.#firmware = firmware;
  }

  async imageOf({ id, text }: Pick<MediumRecord, 'id' | 'text'>, key: string | null): Promise<MediumImage> {
    const name = JSON.stringify([this.#firmware.manifest?.installedAt, id, key, text]);
    const known = this.#images.get(name);
    const image = known ?? (await this.#imageOfText(String(id), text, key));
    if (image.kind === 'refused') return image;
    this.#images.delete(name);
    this.#images.set(name, image);
    if (this.#images.size > mostImages) this.#images.delete(this.#images.keys().next().value ?? name);
    return image;
  }

  async fileOf(
    { id, text }: Pick<MediumRecord, 'id' | 'text'>,
    key: string | null,
    name: string,
  ): Promise<MediumFile> {
    const way = wayOf(text);
    if (way.kind === 'refused') return way;
    const order = { ...orderOf(String(id), text, way, key), format: 'files' as const };
    const read = await readLooseFiles(this.#data, text.firmware, order, folderName);
    if (read.kind === 'refused') return refused('firmware', read.problems);
    const file = read.files.find((each) => each.name === name);
    return file === undefined ? { kind: 'unknown' } : { kind: 'file', plan: planOf(file) };
  }

  async checkerOf(shape: MediumShape): Promise<MediumChecker> {
    const template = await this.#templateOf(shape);
    if ('kind' in template) return template;
    const { plan, loaders } = template;
    const examine = (text: MediumText): Examined => {
      const way = wayOf(text);
      if (way.kind === 'refused') return { problems: way.problems, warnings: [] };
      const lacks = firmwareLacks(orderOf('0', text, way, null), loaders.abilities);
      return {
        problems: lacks.map((message) => ({ field: 'firmware', message })),
        warnings: warningsOf(way),
      };
    };
    return { kind: 'checker', sizeBytes: plan.sizeBytes, examine };
  }

  async imageOfRow({ network, target }: MediaRow, shape: MediumShape): Promise<MediumImage> {
    const { format, menu, wait: waitSeconds } = shape;
    const goesTo = menu ? 'menu' : 'bootstrap';
    return await this.#imageOf(offlineOrder({ format, network, target, goesTo, waitSeconds }), shape);
  }

  async #imageOfText(id: string, text: MediumText, key: string | null): Promise<MediumImage> {
    const way = wayOf(text);
    if (way.kind === 'refused') return way;
    return await this.#imageOf(orderOf(id, text, way, key), text);
  }

  async #imageOf(order: MediumOrder, shape: MediumShape): Promise<MediumImage> {
    const template = await this.#templateOf(shape);
    if ('kind' in template) return template;
    const lacks = firmwareLacks(order, template.loaders.abilities);
    if (lacks.length > 0) return refused('firmware', lacks);
    const filled = fillMedium(template.plan, order);
    if (filled.kind === 'refused') return refused('bootUrl', filled.problems.map(problemText));
    return { kind: 'image', plan: filled.plan, order };
  }

  async #templateOf({
    firmware,
    format,
    label,
  }: MediumShape): Promise<Template | Extract<MediumImage, { kind: 'refused' }>> {
    const key = JSON.stringify([this.#firmware.manifest?.installedAt, firmware, format, label]);
    const known = this.#templates.get(key);
    if (known !== undefined) return known;
    const read = await readLoaders(this.#data, firmware, folderName);
    if (read.kind === 'refused') return refused('firmware', read.problems);
    const planned = planTemplate({ firmwares: firmware, format, label, loaders: read.loaders.files });
    if (planned.kind === 'refused') return refused('label', planned.problems.map(problemText));
    if (this.#templates.size >= mostTemplates) this.#templates.clear();
    const template = { plan: planned.plan, loaders: read.loaders };
    this.#templates.set(key, template);
    return template;
  }
}

/** As the images are, so that both are served by one way. */
function planOf({ name, content }: LooseFile): Plan {
  const source = { kind: 'bytes', bytes: content } as const;
  const extent = { offsetBytes: 0, sizeBytes: content.length, what: name, source };
  return { sizeBytes: content.length, extents: [extent], slots: new Map() };
}

function wayOf(text: MediumText): ParsedWay {
  return parseMediumWay({ ...text, vlan: text.vlan ?? null, mac: text.mac ?? null });
}

function warningsOf({ warnings }: Extract<ParsedWay, { kind: 'way' }>): string[] {
  return warnings.map(({ field, message }) => `${field}: ${message}`);
}

function orderOf(
  id: string,
  { format, menu, wait: waitSeconds }: MediumShape,
  { network, target }: Extract<ParsedWay, { kind: 'way' }>,
  key: string | null,
): MediumOrder {
  return { id, format, network, target, goesTo: menu ? 'menu' : 'bootstrap', waitSeconds, key };
}

function refused(field: string, messages: readonly string[]): Extract<MediumImage, { kind: 'refused' }> {
  return { kind: 'refused', problems: messages.map((message) => ({ field, message })) };
}
