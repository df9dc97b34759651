import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamPlan } from '@netberth/disk-image';
import { bootIso, withScript } from '../media/boot-images.ts';

/** Hears from what was booted. */
export async function startListener() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('#!ipxe\nsleep 3600\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]: () => (server.closeAllConnections(), void server.close()),
  };
}

/**
 * Writes a small ISO that nobody knows: isolinux reads an iPXE from it, through the BIOS, which tells a listener that it runs.
 * @param firmware the folder of the binaries
 */
export async function writeAnnouncingDisc(path: string, firmware: string, port: number): Promise<void> {
  const script = `#!ipxe\ndhcp\nchain http://10.0.2.2:${port}/the-disc-has-started\n`;
  const plan = withScript(bootIso(firmware, 'bios'), script);
  await pipeline(Readable.from(streamPlan(plan)), createWriteStream(path));
}
