import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The one who reads a response: takes bytes at its own pace, or leaves.
 * Listens on the socket because a pipelined response has no `close` of its own.
 */
export class ClientConnection {
  readonly #response: ServerResponse;
  readonly #socket: IncomingMessage['socket'];
  #onLeave: () => void = () => {};
  #left = false;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#response = response;
    this.#socket = request.socket;
    this.#left = this.#socket.destroyed;
    this.#socket.once('close', this.#leave);
    response.once('error', this.#leave);
  }

  get hasLeft(): boolean {
    return this.#left || this.#socket.destroyed || this.#response.destroyed;
  }

  /** Resolves when the kernel has taken the bytes (true), or the client has left (false). */
  take(bytes: Buffer, isLast: boolean): Promise<boolean> {
    if (this.hasLeft) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#onLeave = () => resolve(false);
      const onTaken = (error?: Error | null): void => resolve((error ?? undefined) === undefined && !this.hasLeft);
      if (isLast) this.#response.end(bytes, onTaken);
      else this.#response.write(bytes, onTaken);
    });
  }

  /** Ends the connection so that the client sees that bytes are missing. */
  cutOff(): void {
    this.#socket.destroy();
  }

  forget(): void {
    this.#socket.off('close', this.#leave);
    this.#response.off('error', this.#leave);
  }

  readonly #leave = (): void => {
    this.#left = true;
    this.#onLeave();
  };
}
