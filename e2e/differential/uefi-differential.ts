import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simulate, type Answer } from '@netberth/ipxe/simulate';
import { describe, expect, test } from 'vitest';
import type { InstalledFirmware } from '../src/installed-firmware.ts';
import { runLoader } from '../src/loader-machine.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { batchOf, type CaseBatch } from './case-batch.ts';
import type { BuildName, ComparedCase } from './compared-case.ts';
import { readCorpus } from './read-corpus.ts';

const bootMs = 240_000;

/** Besides the build, what QEMU's machine says of itself. */
const machine = {
  platform: 'efi',
  maxCommands: 20_000,
  settings: {
    uuid: '00000000-0000-0000-0000-000000000000',
    product: 'Standard PC (Q35 + ICH9, 2009)',
  },
} as const;

/**
 * What one machine can run of the corpus in one boot, in the simulator and in this build of the real iPXE on UEFI: URLs and
 * ends agree.
 *
 * Screens are compared on BIOS, where each case begins with an empty one; here the cases scroll through one.
 */
export function describeUefiDifferential(build: BuildName, installed: InstalledFirmware): void {
  const skip = installed.kind === 'out-of-reach';
  const skipped = skip ? ` (skipped: ${installed.why})` : '';
  describe(`the simulator and iPXE of ${build} with UEFI firmware${skipped}`, { skip }, () => {
    test(
      'fetch the same and end the same in every case that one machine can run after the others',
      { timeout: bootMs },
      async () => {
        const { batch, asked } = await runBatch(build, skip ? '' : installed.folder);
        const { fetches } = simulate({ url: batch.url }, { ...machine, build, fetch: batch.answer });
        expect(batch.cases.length).toBeGreaterThan(50);
        const normal = (url: string): string => new URL(url, batch.url).href;
        expect(fetches.map(({ url }) => normal(url))).toEqual(asked.map(normal));
      },
    );
  });
}

/** Gives the batch and the URLs that the real iPXE asked for. */
async function runBatch(
  build: BuildName,
  folder: string,
): Promise<{ readonly batch: CaseBatch; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  let answer: (path: string) => Answer = () => ({ kind: 'status', status: 404 });
  const server = createServer(({ url = '/' }, response) => {
    asked.push(url);
    const given = answer(url);
    if (given.kind === 'file') response.end(given.bytes);
    else response.writeHead(given.kind === 'status' ? given.status : 502).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://10.0.2.2:${(server.address() as AddressInfo).port}`;
  const batch = batchOf(casesFor(build), base, { ...machine, build });
  answer = (path) => batch.answer(base + path);
  try {
    await runLoader({
      loader: join(folder, 'ipxe.efi'),
      script: `#!ipxe\ndhcp\nchain --autofree ${batch.url} || echo it failed\n`,
      folder: emptyWorkFolder(`differential-uefi-${build}`),
      until: 'THAT WAS ALL',
      timeoutMs: bootMs,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return { batch, asked };
}

function casesFor(build: BuildName): readonly ComparedCase[] {
  return readCorpus()
    .flatMap(({ cases }) => cases)
    .filter(({ builds }) => builds?.includes(build) ?? true);
}
