import type { Running } from './child-process.ts';
import type { Screen } from './screen.ts';

const withinMs = 10 * 60_000;

/** A person at the serial console of a machine, where a shell waits. */
export class Keyboard {
  readonly #machine: Running;
  readonly #screen: Screen;
  #commands = 0;

  constructor(machine: Running, screen: Screen) {
    this.#machine = machine;
    this.#screen = screen;
  }

  /** @returns what the command printed; throws when it fails */
  async type(command: string): Promise<string> {
    this.#commands += 1;
    const mark = `command-${this.#commands}`;
    const from = this.#screen.text.length;
    // The marks are put together by the shell, so that what is typed does not look like what comes of it.
    this.#machine.child.stdin?.write(`echo be''gin-${mark}; ${command}; echo en''d-${mark}=$?\n`);
    const { match } = await this.#screen.find(
      new RegExp(`begin-${mark}\\s([^]*)end-${mark}=(\\d+)`),
      from,
      AbortSignal.timeout(withinMs),
    );
    const [, printed = '', code] = match;
    if (code !== '0') throw new Error(`${command}: exit code ${code}\n${printed}`);
    return printed.replaceAll('\r', '');
  }
}
