import { bootMessageCode } from '@netberth/media';
import { identifying } from '../server/credentials.ts';
import { refusedBy } from '../server/refused.ts';
import type { PreviewStart } from './preview-start.ts';

export type EmulatorParts = {
  readonly bios: ArrayBuffer;
  readonly vgaBios: ArrayBuffer;
  readonly medium: ArrayBuffer;
  readonly disk: ArrayBuffer;
};

const diskBytes = 1024 * 1024;

/**
 * What the emulated PC is made of: from the server, but for its disk.
 * @throws Refused when the server has no BIOS, or nothing to make a medium of
 */
export async function fetchEmulatorParts(at: PreviewStart['at']): Promise<EmulatorParts> {
  const [bios, vgaBios, medium] = await Promise.all([
    fetchPart('bios.bin'),
    fetchPart('vgabios-stdvga.bin'),
    fetchPart(at === 'menu' ? 'medium.iso?menu' : 'medium.iso'),
  ]);
  return { bios, vgaBios, medium, disk: messageDisk() };
}

async function fetchPart(path: string): Promise<ArrayBuffer> {
  const response = await fetch(`/api/v1/menu/preview/${path}`, { headers: identifying() });
  if (!response.ok) throw await refusedBy(response);
  return await response.arrayBuffer();
}

/** A disk that says that it was started. */
function messageDisk(): ArrayBuffer {
  const disk = new Uint8Array(diskBytes);
  disk.set(bootMessageCode('\r\nPREVIEW: here the machine boots its own disk.'));
  disk.set([0x55, 0xaa], 510);
  return disk.buffer;
}
