import { createServer, request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** What a machine was given: the path that it asked, and all that it got. */
export type Given = { readonly path: string; readonly body: Buffer };

export type Certificate = { readonly key: Buffer; readonly cert: Buffer };

/** Stands before a boot server and notes what passes; with a certificate it speaks HTTPS. */
export async function startRecordingFront(certificate?: Certificate) {
  const given: Given[] = [];
  let bootPort = 0;
  const pass: RequestListener = (request, response) => {
    const { url = '', method, headers } = request;
    const passed = ask({ port: bootPort, path: url, method, headers });
    request.pipe(passed);
    passed.on('error', () => response.destroy());
    passed.on('response', (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      pipeline(answer, response).then(
        () => given.push({ path: url, body: Buffer.concat(chunks) }),
        () => response.destroy(),
      );
    });
  };
  const server = certificate === undefined ? createServer(pass) : createTlsServer(certificate, pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    given,
    port: (server.address() as AddressInfo).port,
    passTo: (port: number) => void (bootPort = port),
    [Symbol.dispose]: () => (server.closeAllConnections(), void server.close()),
  };
}
