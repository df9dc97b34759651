import { styleText } from 'node:util';
import type { NetberthServer } from './netberth-server.ts';

/** Lines of a machine's screen that say nothing about the story. */
const noise =
  /Press Ctrl-B|^Features:|^:\/\/ipxe\.org|RXE|^net0: fe|^Next server|starting execution|initialising devices|^iPXE \(|BdsDxe|^>>Start|Station IP|URI:|Error: |^GUEST:|blind mode|suitable video|^\W*c?$|\] /;

const width = 110;

/** Tells the demo: chapters, what a person types, and what the machine shows. Output is plain without a terminal. */
export class Narrator {
  readonly #startedAt = Date.now();
  readonly #out: NodeJS.WriteStream;
  #line = '';
  #lastLine = '';
  #hasProgress = false;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  chapter(title: string): void {
    const seconds = Math.round((Date.now() - this.#startedAt) / 1000);
    this.#print(`\n${this.#style('bold', title)} ${this.#style('dim', `(${seconds} s)`)}`);
  }

  say(text: string): void {
    this.#print(text);
  }

  /** Runs a command and shows it with its real output; throws when it is refused. */
  async type(server: NetberthServer, ...args: string[]): Promise<void> {
    this.#print(this.#style('cyan', `$ netberth ${args.join(' ')}`));
    const { exitCode, stdout, stderr } = await server.command(...args);
    if (exitCode !== 0)
      throw new Error(`netberth ${args.join(' ')}: exit code ${exitCode}\n${stderr}${stdout}`);
    this.#print(stdout.trimEnd());
  }

  /** Takes a machine's console as it comes and shows its complete, interesting lines. */
  screen(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines.map((each) => each.trim())) {
      if (line === '' || noise.test(line) || line === this.#lastLine) continue;
      this.#lastLine = line;
      this.#print(`${this.#style('dim', '    │')} ${line.slice(0, width)}`);
    }
  }

  /** One line that is drawn again and again; without a terminal each is a line of its own. */
  progress(name: string, percent: number): void {
    const filled = Math.round(percent / 4);
    const bar = `${name} ${'█'.repeat(filled)}${'░'.repeat(25 - filled)} ${Math.round(percent)} %`;
    if (this.#out.isTTY) {
      this.#out.write(`\r${bar}`);
      this.#hasProgress = true;
    } else this.#print(bar);
  }

  #print(text: string): void {
    this.#out.write(`${this.#hasProgress ? '\n' : ''}${text}\n`);
    this.#hasProgress = false;
  }

  #style(format: 'bold' | 'dim' | 'cyan', text: string): string {
    return styleText(format, text, { stream: this.#out });
  }
}
