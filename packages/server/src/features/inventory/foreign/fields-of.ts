/** What a JSON object or a row of a table says under a name, as text; empty: nothing, or what the tool inherits. */
export class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    this.#fields = new Map(isObject ? Object.entries(value) : []);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  raw(name: string): unknown {
    return this.#fields.get(name);
  }

  /** The first of the names that says something. */
  text(...names: readonly string[]): string {
    for (const name of names) {
      const value = this.#fields.get(name);
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      if (text !== '' && text !== '<<inherit>>' && text !== '~') return text;
    }
    return '';
  }

  flag(name: string): boolean {
    const value = this.#fields.get(name);
    return value === true || value === 1 || /^(?:true|yes|1)$/i.test(this.text(name));
  }

  /** Of a list, or of a text with blanks or commas between. */
  texts(name: string): readonly string[] {
    const value = this.#fields.get(name);
    if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
    return this.text(name)
      .split(/[\s,]+/)
      .filter((one) => one !== '');
  }

  object(name: string): Fields {
    return new Fields(this.#fields.get(name));
  }

  list(name: string): readonly Fields[] {
    const value = this.#fields.get(name);
    return Array.isArray(value) ? value.map((one: unknown) => new Fields(one)) : [];
  }

  entries(): readonly (readonly [string, unknown])[] {
    return [...this.#fields];
  }
}
