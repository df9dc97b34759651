import type { IncomingMessage, ServerResponse } from 'node:http';
import { ClientConnection } from '../images/client-connection.ts';
import { contentType } from '../images/content-type.ts';
import type { FileSource } from '../images/file-source.ts';
import { parseRange } from '../images/parse-range.ts';
import { sendBody } from '../images/send-body.ts';

export type ArrivingAsset = {
  readonly name: string;
  readonly totalBytes: number;
  readonly source: FileSource;
};

/** A client that takes nothing for so long, or that nothing comes for, is cut off. */
const stallTimeoutMs = 5 * 60_000;

/**
 * Answers a GET or HEAD of a file that is on its way, at the pace at which it comes. There is no validator yet, so a
 * Range with a condition gets the whole file. Closes the source.
 */
export async function sendArriving(
  request: IncomingMessage,
  response: ServerResponse,
  { name, totalBytes, source }: ArrivingAsset,
): Promise<void> {
  try {
    const common = {
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'content-type': contentType(name),
      'x-content-type-options': 'nosniff',
    };
    const isPartWanted = request.method === 'GET' && request.headers['if-range'] === undefined;
    const asked = isPartWanted ? parseRange(request.headers.range, totalBytes) : ({ kind: 'whole' } as const);
    if (asked.kind === 'unsatisfiable') {
      response.writeHead(416, { ...common, 'content-range': `bytes */${totalBytes}` }).end();
      return;
    }
    const range = asked.kind === 'part' ? asked.range : { from: 0, to: totalBytes };
    const headers = {
      ...common,
      'content-length': range.to - range.from,
      ...(asked.kind === 'part' && { 'content-range': `bytes ${range.from}-${range.to - 1}/${totalBytes}` }),
    };
    const status = asked.kind === 'part' ? 206 : 200;
    if (request.method === 'HEAD' || totalBytes === 0) {
      response.writeHead(status, headers).end();
      return;
    }
    const client = new ClientConnection(request, response, { status, headers }, stallTimeoutMs);
    const outcome = await sendBody(client, source, range, undefined, undefined);
    client.forget();
    if (outcome.kind !== 'complete') client.cutOff();
  } finally {
    await source.close();
  }
}
