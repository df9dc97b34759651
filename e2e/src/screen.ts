type Watcher = { readonly check: () => void };

/** What a machine has written to its serial console since it was switched on, as plain text lines. */
export class Screen {
  #text = '';
  #watchers = new Set<Watcher>();
  #pending = '';

  /** Takes the console's bytes as they come; escape sequences may be cut anywhere. Returns the text that came to the screen. */
  write(bytes: string): string {
    const { text, rest } = plainText(this.#pending + bytes);
    this.#pending = rest;
    this.#text += text;
    for (const watcher of this.#watchers) watcher.check();
    return text;
  }

  get text(): string {
    return this.#text;
  }

  /** The last lines that carry text. */
  tail(count: number): string {
    return this.lines().slice(-count).join('\n');
  }

  lines(): readonly string[] {
    return this.#text
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
  }

  count(pattern: RegExp | string): number {
    return [...this.#text.matchAll(asGlobal(pattern))].length;
  }

  /**
   * Resolves with the first match at or after position `from` of the text, and with the position behind it.
   * Waits until it appears; whoever calls bounds the time through `signal`.
   */
  async find(pattern: RegExp | string, from: number, signal: AbortSignal): Promise<ScreenMatch> {
    const wanted = asGlobal(pattern);
    return await new Promise((resolve, reject) => {
      const watcher: Watcher = {
        check: () => {
          wanted.lastIndex = from;
          const match = wanted.exec(this.#text);
          if (match === null) return;
          done();
          resolve({ match, end: match.index + match[0].length });
        },
      };
      const abort = (): void => {
        done();
        reject(new Error('the screen was not watched any longer', { cause: signal.reason }));
      };
      const done = (): void => {
        this.#watchers.delete(watcher);
        signal.removeEventListener('abort', abort);
      };
      this.#watchers.add(watcher);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      else watcher.check();
    });
  }
}

export type ScreenMatch = { readonly match: RegExpExecArray; readonly end: number };

function asGlobal(pattern: RegExp | string): RegExp {
  if (typeof pattern === 'string') return new RegExp(RegExp.escape(pattern), 'g');
  return new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].join(''));
}

// eslint-disable-next-line no-control-regex
const escapeSequence = /\x1b(?:\[[0-9;?=]*[A-Za-z]|[()][A-Za-z0-9]|[=>A-Z])/y;

/**
 * Removes terminal escape sequences; a cursor jump begins a new line, which is what SeaBIOS and OVMF mean by it.
 * `rest` is an unfinished sequence at the end, to be put before the next bytes.
 */
export function plainText(bytes: string): { text: string; rest: string } {
  let text = '';
  let position = 0;
  while (position < bytes.length) {
    const escape = bytes.indexOf('\x1b', position);
    if (escape === -1) {
      text += bytes.slice(position);
      break;
    }
    text += bytes.slice(position, escape);
    escapeSequence.lastIndex = escape;
    const sequence = escapeSequence.exec(bytes)?.[0];
    if (sequence === undefined) {
      if (bytes.length - escape < 16) return { text: withoutControls(text), rest: bytes.slice(escape) };
      position = escape + 1;
      continue;
    }
    if (/[HfJ]$/.test(sequence)) text += '\n';
    position = escape + sequence.length;
  }
  return { text: withoutControls(text), rest: '' };
}

function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
}
