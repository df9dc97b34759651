import type { DiscContent } from '../disc-content.ts';
import type { DiscPlace, FoundDisc } from '../recognised-disc.ts';

/** VMware ESXi, 5.5 to 8: mboot loads what boot.cfg names. */
export function esxiDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const bootConfig = content.text('boot.cfg');
  const hasLoader = ['mboot.c32', 'efi/boot/bootx64.efi'].some((path) => content.find(path) !== undefined);
  if (!hasLoader || !/^modules=/m.test(bootConfig)) return null;
  const build = /^build=(\S+)/m.exec(bootConfig)?.[1];
  const kernel = content.find('mboot.c32');
  return {
    kind: 'esxi',
    how: `mboot comes from the disc, and so does what its boot.cfg names${build === undefined ? '' : ` (build ${build})`}; each machine gets that file rewritten for it`,
    boot: { product: 'esxi', choice: {}, inputs: { media: place.url, bootcfg: bootConfig }, args: [] },
    parts: kernel === undefined ? [] : [{ path: kernel.path, role: 'kernel' }],
    isFetchedWhole: false,
    notes: [
      "On UEFI it starts with any iPXE. On BIOS iPXE must be built with COMBOOT, which Debian's is not (netberth firmware status).",
    ],
  };
}

const wimbootNote =
  'Machines fetch wimboot from its makers over HTTPS, unless this server has it: netberth firmware install --from DIR.';

/** Windows, and Windows PE by itself: wimboot puts boot.wim into memory. */
export function windowsDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const image = content.find('sources/boot.wim');
  const loader = content.find('bootmgr.efi') ?? content.find('bootmgr');
  if (image === undefined || loader === undefined) return null;
  const isSetup = content.matching(/^sources\/install\.(wim|esd|swm)$/i).length > 0;
  const isInPieces = content.find('sources/install.swm') !== undefined;
  const parts = [{ path: image.path, role: 'image' } as const];
  const common = { parts, isFetchedWhole: false };
  if (!isSetup) {
    return {
      ...{ kind: 'windows-pe', ...common },
      how: 'wimboot starts Windows PE from the boot.wim of the disc, in memory',
      boot: { product: 'windows-pe', choice: {}, inputs: { media: place.url }, args: [] },
      notes: [wimbootNote],
    };
  }
  return {
    ...{ kind: 'windows', ...common },
    how: 'wimboot starts Windows PE from the boot.wim of the disc, in memory; with --answers default it installs Windows from the disc, or from a share',
    boot: { product: 'windows', choice: {}, inputs: { media: place.url }, args: [] },
    notes: [
      isInPieces
        ? 'Its image is in pieces, which only the setup of Windows puts together: with --answers default say where it lies on a share (--set share=).'
        : 'Without an answer file its setup asks for the medium, which it cannot see over HTTP.',
      wimbootNote,
    ],
  };
}
