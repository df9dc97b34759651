import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Where to cut: before a statement with this word reaches the server, or before its answer comes back. */
export type Cut = { readonly word: string; readonly lose: 'question' | 'answer' };

/** Stands between a client and its database server, and breaks a connection at a chosen moment, once. */
export async function startCuttingProxy(serverUrl: string) {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let next: Cut | undefined;

  const proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('close', cut);
      socket.on('error', cut);
    }
    let isAnswerLost = false;
    client.on('data', (data) => {
      if (next !== undefined && data.includes(next.word)) {
        const { lose } = next;
        next = undefined;
        if (lose === 'question') return cut();
        isAnswerLost = true;
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (isAnswerLost) return cut();
      client.write(data);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));

  const url = new URL(serverUrl);
  const address = proxy.address();
  if (address !== null && typeof address !== 'string') url.port = String(address.port);
  return {
    url: url.href,
    cutAt(cut: Cut): void {
      next = cut;
    },
    async stop(): Promise<void> {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
