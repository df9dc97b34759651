import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { CommandRefused } from '../../platform/command-refused.ts';
import { previewRoutes } from './preview-routes.ts';

test('a server without the BIOS of a PC names where it looked, and what brings one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bios-'));
  const nobody = () => Promise.reject(new Error('no image is wanted'));
  const plane = Fastify();
  plane.setErrorHandler((error, _, reply) => {
    if (!(error instanceof CommandRefused)) throw error;
    return reply.code(error.entry.status).send(`${error.entry.code} ${error.message}. ${error.wayOut}`);
  });
  previewRoutes(plane, {
    authenticate: async () => ({
      name: 'ada',
      origin: 'token',
      permissions: new Set(['machine:read'] as const),
    }),
    mediumMaker: { imageOf: nobody, fileOf: nobody, imageOfRow: nobody, checkerOf: nobody },
    data: folder,
    biosFolder: join(folder, 'seabios'),
  });
  const answer = await plane.inject('/api/v1/menu/preview/bios.bin');
  await plane.close();
  rmSync(folder, { recursive: true });
  expect([answer.statusCode, answer.body]).toEqual([
    409,
    `NB3080 the emulator of the preview has no BIOS: there is none of ${folder}/firmware/bios.bin, ${folder}/seabios/bios.bin. Bring one: netberth firmware install; or install the package seabios on the server.`,
  ]);
});
