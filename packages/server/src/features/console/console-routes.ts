import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contentSecurityPolicy, emulatorPolicy } from './content-security-policy.ts';

/** What packages/console/vite.config.ts writes where the nonce of a page belongs. */
const noncePlace = '__NETBERTH_NONCE__';
const notBuilt =
  'Netberth admin plane. API: /api/v1, described by /api/openapi.json\nThe console is not built here: `npm start` builds it.\n';

/**
 * The web page for administrators. Its addresses are those of its pages (`/machines/7`): each gets the one document,
 * which knows its pages; whatever is not asked for by a browser's address bar stays unknown.
 * @param folder where the console was built; need not be there
 */
export function consoleRoutes(plane: FastifyInstance, folder: string): void {
  if (!existsSync(join(folder, 'index.html'))) {
    plane.get('/', (_, reply) => reply.type('text/plain').send(notBuilt));
    return;
  }
  void plane.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    // Their names are made of what is in them.
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply, path) => {
      void reply.header('x-content-type-options', 'nosniff');
      if (isEmulator(path)) void reply.header('content-security-policy', emulatorPolicy);
    },
  });
  plane.get('/', (_, reply) => sendPage(reply, folder));
  plane.get('/*', async (request, reply) => {
    const isPage = (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
    if (!isPage) return reply.callNotFound();
    return await sendPage(reply, folder);
  });
}

/** As packages/console/src/preview/emulator-worker.ts is built, and the compressed file beside it. */
function isEmulator(path: string): boolean {
  return /\/emulator-worker-[^/]+\.js(\.gz)?$/.test(path);
}

async function sendPage(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64url');
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    .send(page.replaceAll(noncePlace, nonce));
}
