import { inspect } from 'node:util';

const shown = '[secret]';

/** A value that is never printed by accident: logs, JSON and stack traces show `[secret]`. `reveal` is the one way in. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
