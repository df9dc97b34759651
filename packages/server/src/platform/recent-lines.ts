/** Keeps the newest lines of what is written through it. */
export class RecentLines {
  readonly #lines: string[] = [];
  readonly #most: number;
  readonly #next: { write(line: string): unknown };

  constructor(next: { write(line: string): unknown }, most: number) {
    this.#next = next;
    this.#most = most;
  }

  write(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > this.#most) this.#lines.shift();
    this.#next.write(line);
  }

  get newest(): readonly string[] {
    return [...this.#lines];
  }
}
