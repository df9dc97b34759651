import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { matchesPattern } from './file-pattern.ts';
import type { Send, StormAnswer, StormRequest } from './storm-request.ts';

/** Over this the server is taken for dead: a real installer would wait no longer. */
const patienceMs = 60_000;

/** Sends over at most `sockets` connections, which are kept. */
export class HttpSender {
  readonly #agent: Agent;

  constructor(sockets: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets });
  }

  readonly send: Send = (request) =>
    new Promise((resolve) => {
      const lose = (error: Error): void => resolve({ kind: 'lost', why: error.message });
      const sent = get(
        request.url,
        { agent: this.#agent, timeout: patienceMs, headers: headersOf(request) },
        (response) => {
          readAnswer(request, response).then(resolve, lose);
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`nothing came for ${patienceMs / 1000} s`)));
      sent.on('error', lose);
    });

  close(): void {
    this.#agent.destroy();
  }
}

function headersOf({ span }: StormRequest): Record<string, string> {
  return span === null ? {} : { range: `bytes=${span.from}-${span.to - 1}` };
}

async function readAnswer(request: StormRequest, response: IncomingMessage): Promise<StormAnswer> {
  const isFile = request.kind === 'boot file' || request.kind === 'image';
  const status = response.statusCode ?? 0;
  if (isFile && status === (request.span === null ? 200 : 206))
    return await readFile(response, request.span?.from ?? 0);
  return { kind: 'text', status, text: await text(response) };
}

/** Compares the file as it comes and keeps nothing of it. */
function readFile(response: IncomingMessage, from: number): Promise<StormAnswer> {
  let sizeBytes = 0;
  let isRight = true;
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Buffer) => {
      isRight &&= matchesPattern(chunk, from + sizeBytes);
      sizeBytes += chunk.length;
    });
    response.on('end', () => resolve({ kind: 'file', sizeBytes, isRight }));
    response.on('error', reject);
  });
}
