import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Upstream = {
  readonly url: string;
  /** `HEAD /linux` */
  readonly asked: readonly string[];
  dispose(): Promise<void>;
};

/** For tests: a mirror with everything that mirrors do. */
export async function startUpstream(answers: Readonly<Record<string, RequestListener>>): Promise<Upstream> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    dispose: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A file of so many bytes, as web servers answer for it. */
export function file(sizeBytes: number): RequestListener {
  return (_, response) => response.writeHead(200, { 'content-length': sizeBytes }).end();
}
