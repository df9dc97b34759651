import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** What a plane says in its own language (rule 7) to what never becomes a request with a route. */
export type Unreadable = { readonly status: number; readonly type: string; readonly text: string };

type RequestError = Error & { readonly code?: string };

/** Why nothing can be made of it, to go on from "the request cannot be read: ". */
export function whyUnreadable({ code }: RequestError): string {
  switch (code) {
    case 'FST_ERR_BAD_URL':
      return 'its path is not percent-encoded UTF-8';
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return 'a part of its path is too long';
    case 'HPE_HEADER_OVERFLOW':
      return 'its first line and headers are larger than 16 KiB';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'it came too slowly';
    default:
      return 'it is not HTTP';
  }
}

/** For Fastify's `clientErrorHandler`: answers, and closes the connection, because where the next request begins is not known. */
export function endConnection(socket: Socket, error: RequestError, { status, type, text }: Unreadable): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}
