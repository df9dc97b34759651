/** Wakes whoever waits for something to change. */
export class ChangeSignal {
  #waiting: (() => void)[] = [];

  /** Until the next change. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
