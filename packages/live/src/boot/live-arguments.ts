import type { LiveManifest } from '../manifest/live-manifest.ts';

type Booted = Pick<LiveManifest, 'live' | 'root' | 'args'>;

/** Kernel arguments that have the initrd fetch the image. Without those for the network: the caller knows it. */
export function fetchArguments({ live, args, root }: Booted, folderUrl: string): readonly string[] {
  const url = `${folderUrl}/${root}`;
  const own =
    live === 'dracut'
      ? [`root=live:${url}`, ...dracutOverlay]
      : ['boot=live', 'components', 'noeject', `fetch=${url}`];
  return [...own, ...wordsOf(args)];
}

/**
 * The same for an image on a local disk, in a folder of a file system, and copied into memory.
 * @param device as the initrd knows it: `UUID=…`, `LABEL=…`, `/dev/sda1`
 */
export function diskArguments(
  { live, args, root }: Booted,
  device: string,
  folder: string,
): readonly string[] {
  const own =
    live === 'dracut'
      ? [
          ...[`root=live:${device}`, `rd.live.dir=${folder}`, `rd.live.squashimg=${root}`, 'rd.live.ram=1'],
          ...dracutOverlay,
        ]
      : [
          'boot=live',
          'components',
          'noeject',
          `live-media=${devicePath(device)}`,
          `live-media-path=${folder}`,
          'toram',
        ];
  return [...own, ...wordsOf(args)];
}

/** dracut.cmdline(7): the writable layer is an overlayfs in memory. */
const dracutOverlay = ['rd.live.image', 'rd.live.overlay.overlayfs=1'];

/** live-boot(7) knows paths. */
function devicePath(device: string): string {
  const [kind, value] = device.split('=');
  if (value === undefined) return device;
  return kind === 'UUID' ? `/dev/disk/by-uuid/${value}` : `/dev/disk/by-label/${value}`;
}

function wordsOf(args: string): readonly string[] {
  return args.split(/\s+/).filter((word) => word !== '');
}
