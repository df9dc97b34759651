import { versionKey, type ImageFile } from './image-file.ts';

/** Where one file of a disc lies in its ISO. */
type Place = { readonly path: string; readonly offsetBytes: number; readonly sizeBytes: number };
type Find = (path: string) => Place | undefined;

/** Folders of that many discs are held: some 10,000 names each. */
const mostDiscs = 16;

/** The files of discs, each disc read once. */
export class DiscIndexes {
  /** Least recently used first. */
  readonly #known = new Map<string, Promise<Find>>();

  /** The file of a disc as a part of its ISO; no capital needs to be right. Throws when the disc cannot be read. */
  async find(iso: ImageFile, path: string): Promise<ImageFile | undefined> {
    const key = versionKey(iso);
    const known = this.#known.get(key) ?? readDisc(iso.realPath);
    this.#known.delete(key);
    this.#known.set(key, known);
    this.#forgetOldest();
    try {
      const place = (await known)(path);
      if (place === undefined) return undefined;
      const { offsetBytes, sizeBytes } = place;
      return { ...iso, name: `${iso.name}/${place.path}`, offsetBytes, sizeBytes };
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }

  #forgetOldest(): void {
    if (this.#known.size <= mostDiscs) return;
    for (const key of this.#known.keys()) {
      this.#known.delete(key);
      return;
    }
  }
}

/** Few servers have discs: what reads them is loaded for the first. */
async function readDisc(path: string): Promise<Find> {
  const { DiscFileReader } = await import('@netberth/disc/node');
  using reader = new DiscFileReader(path);
  const opened = reader.open();
  if (opened.kind === 'no-disc') throw new Error(`the disc ${opened.why}`);
  return opened.content.find;
}
