/** A value that is safe wherever it stands because we made it (URLs, boot ids); all else is checked or filtered. */
export class OwnText {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}
