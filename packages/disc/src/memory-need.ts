import type { DiscContent } from './disc-content.ts';
import type { FoundDisc, MemoryNeed } from './recognised-disc.ts';

/** What a small system needs beside what was fetched for it. */
export const systemMib = 128;

/**
 * The least that can work: what is fetched stays in memory, and something must run beside it. What a system says that it
 * wants is more.
 */
export function memoryNeed(found: FoundDisc, content: DiscContent): MemoryNeed {
  const onBios = needMib(found, content, 'bios');
  const onEfi = needMib(found, content, 'efi');
  return { ...(onBios > systemMib && { bios: onBios }), ...(onEfi > systemMib && { efi: onEfi }) };
}

function needMib(found: FoundDisc, content: DiscContent, firmware: 'bios' | 'efi'): number {
  return Math.ceil(heldBytes(found, content, firmware) / 2 ** 20) + systemMib;
}

function heldBytes({ kind, parts }: FoundDisc, content: DiscContent, firmware: 'bios' | 'efi'): number {
  const { sizeBytes, find } = content;
  const fetched = parts.reduce((sum, { path }) => sum + (find(path)?.sizeBytes ?? 0), 0);
  switch (kind) {
    case 'memdisk':
      return firmware === 'bios' ? sizeBytes : 0;
    case 'sanboot':
      return 0;
    case 'casper':
    case 'subiquity':
      return fetched + sizeBytes;
    case 'proxmox':
      // In the initrd as it came, and once more where that is unpacked to.
      return fetched + 2 * sizeBytes;
    default:
      return fetched;
  }
}
