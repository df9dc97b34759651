import { distributions } from '../system/distributions.ts';
import type { Recipe } from './recipe-schema.ts';

type Fault = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What each field allows by itself and all together do not. */
export function recipeFaults(recipe: Recipe): readonly Fault[] {
  return [...systemFaults(recipe), ...persistFaults(recipe), ...machineFaults(recipe)];
}

function systemFaults({ system, live, image }: Recipe): readonly Fault[] {
  const { installer, snapshots } = distributions[system.distribution];
  const hasOwnMirror = system.mirror !== undefined;
  return [
    ...(live === 'live-boot' && installer !== 'apt'
      ? [{ path: ['live'], message: `live-boot is Debian's; ${system.distribution} boots by dracut` }]
      : []),
    ...(live === 'live-boot' && image === 'ext4'
      ? [{ path: ['image'], message: 'live-boot fetches squashfs only; dracut takes ext4' }]
      : []),
    ...(system.snapshot !== undefined && snapshots === null && !hasOwnMirror
      ? [
          {
            path: ['system', 'snapshot'],
            message: `nobody keeps ${system.distribution} as it was: name a mirror that does, with {snapshot} in its address`,
          },
        ]
      : []),
    ...(installer !== 'apt' && system.security !== undefined
      ? [
          {
            path: ['system', 'security'],
            message: `is for Debian; ${system.distribution} has updates in its mirror`,
          },
        ]
      : []),
  ];
}

function persistFaults({ persist }: Recipe): readonly Fault[] {
  if (persist === undefined) return [];
  const { directories } = persist;
  const within = directories.flatMap((path, index) => {
    const outer = directories.find((each) => each !== path && path.startsWith(`${each}/`));
    const isTwice = directories.indexOf(path) !== index;
    if (outer === undefined && !isTwice) return [];
    const message = isTwice ? 'is there twice' : `lies in ${outer ?? ''}, which is kept already`;
    return [{ path: ['persist', 'directories', index], message: `${path} ${message}` }];
  });
  const system = directories.flatMap((path, index) =>
    /^\/(boot|dev|etc|lib|proc|run|sys|tmp|usr|bin|sbin|var|data)$/.test(path)
      ? [
          {
            path: ['persist', 'directories', index],
            message: `${path} belongs to the image: keep folders in it, such as ${path}/lib`,
          },
        ]
      : [],
  );
  const create =
    persist.device !== undefined &&
    persist.create !== undefined &&
    !isPartOf(persist.device, persist.create.disk)
      ? [
          {
            path: ['persist', 'create', 'disk'],
            message: `${persist.device} is no partition of ${persist.create.disk}: name the disk that it is on`,
          },
        ]
      : [];
  return [...within, ...system, ...create];
}

/** `/dev/sda2` of `/dev/sda`, `/dev/nvme0n1p2` of `/dev/nvme0n1`, `…-part2` of `/dev/disk/by-id/…`. */
function isPartOf(device: string, disk: string): boolean {
  return device.startsWith(disk) && /^(p|-part)?[1-9]\d{0,2}$/.test(device.slice(disk.length));
}

function machineFaults({ machine }: Recipe): readonly Fault[] {
  const paths = machine.files.map(({ path }) => path);
  return paths.flatMap((path, index) =>
    paths.indexOf(path) === index
      ? []
      : [{ path: ['machine', 'files', index], message: `${path} is made twice` }],
  );
}
