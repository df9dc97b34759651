import type { z } from 'zod';
import { sizeText } from '../output/measure-text.ts';
import { busy, good } from '../output/painted.ts';
import { lineWith, type Line, type View } from '../output/view.ts';
import type { mediaBatch, mediaCreate } from './media-definitions.ts';

export function mediaCreateText(created: z.output<typeof mediaCreate.output>, view: View): string {
  const line = lineWith(view.paint);
  const next = nextStep(created, line);
  return [
    ...created.warnings.map((warning) => line`${busy('Note:')} ${warning}`),
    ...(created.replaced.length === 0
      ? []
      : [line`Revoked, with its key: medium ${created.replaced.join(', ')} of this machine.`]),
    line`${good('Wrote')} ${created.file}: ${sizeText(created.sizeBytes)}, for ${created.firmware.join(' and ')}, medium ${created.medium}.`,
    next,
    '',
  ].join('\n');
}

/** What is to be done with it. */
function nextStep({ file, format }: z.output<typeof mediaCreate.output>, line: Line): string {
  if (/\.(raw|qcow2|vhdx?)$/i.test(file))
    return line`Give it to a virtual machine as its first disk, or upload it as an image.`;
  switch (format) {
    case 'usb':
      return line`Write it to a stick, which loses all that is on it: dd if=${file} of=/dev/sdX bs=1M conv=fsync`;
    case 'floppy':
      return line`Attach it as a floppy: to the machine, or its BMC's virtual drive.`;
    case 'files':
      return line`grub.cfg, kexec.sh and dnsmasq.conf start it; each says how. UEFI finds autoexec.ipxe beside ipxe.efi.`;
    case 'iso':
      return line`Attach it as a CD: to the machine, its BMC's virtual drive, or a virtual machine.`;
  }
}

export function mediaBatchText(made: z.output<typeof mediaBatch.output>, view: View): string {
  const line = lineWith(view.paint);
  const noun = made.media === 1 ? 'medium' : 'media';
  return [
    ...made.warnings.map((warning) => line`${busy('Note:')} ${warning}`),
    line`${good('Wrote')} ${made.media} ${noun} to ${made.output}: ${sizeText(made.sizeBytes)}; manifest.csv has their checksums.`,
    '',
  ].join('\n');
}
