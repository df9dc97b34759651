import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

export type ResponseHead = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
};

/**
 * The one who reads a response: takes bytes at its own pace, or leaves.
 * Listens on the socket because a pipelined response has no `close` of its own.
 */
export class ClientConnection {
  readonly #response: ServerResponse;
  readonly #socket: IncomingMessage['socket'];
  readonly #head: ResponseHead;
  #onLeave: () => void = () => {};

  /** One that takes nothing for `stallTimeoutMs` is cut off, so that it cannot hold memory for ever. */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    head: ResponseHead,
    stallTimeoutMs: number,
  ) {
    this.#response = response;
    this.#socket = request.socket;
    this.#head = head;
    this.#socket.once('close', this.#leave);
    this.#socket.setTimeout(stallTimeoutMs, this.cutOff);
    response.on('error', this.#leave);
  }

  get hasLeft(): boolean {
    return this.#socket.destroyed || this.#response.destroyed;
  }

  /** Until the first byte is taken, the request can still be answered in another way. */
  get hasBegun(): boolean {
    return this.#response.headersSent;
  }

  /** Resolves when the kernel has taken the bytes (true), or the client has left (false). */
  take(bytes: Buffer, isLast: boolean): Promise<boolean> {
    if (this.hasLeft) return Promise.resolve(false);
    if (!this.hasBegun) this.#response.writeHead(this.#head.status, this.#head.headers);
    return new Promise((resolve) => {
      this.#onLeave = () => resolve(false);
      const onTaken = (error?: Error | null): void => resolve(!(error instanceof Error));
      if (isLast) this.#response.end(bytes, onTaken);
      else this.#response.write(bytes, onTaken);
    });
  }

  /** Ends the connection, so that the client sees that bytes are missing. */
  readonly cutOff = (): void => {
    this.#socket.destroy();
  };

  forget(): void {
    this.#socket.off('close', this.#leave);
    this.#socket.off('timeout', this.cutOff);
    this.#response.off('error', this.#leave);
  }

  readonly #leave = (): void => this.#onLeave();
}
