import type { Recipe } from '../recipe/recipe-schema.ts';
import { distributions } from '../system/distributions.ts';
import type { NeededProgram } from './needed-program.ts';
import type { Moment } from './moment.ts';

export const imageProgram: Readonly<Record<Recipe['image'], NeededProgram>> = {
  squashfs: { program: 'mksquashfs', package: 'squashfs-tools' },
  ext4: { program: 'mkfs.ext4', package: 'e2fsprogs' },
};

/** Everything that an image could differ in from one build to the next is fixed: times, order, identifiers. */
const makers: Readonly<Record<Recipe['image'], string>> = {
  squashfs: `mksquashfs "$ROOT" "$OUT/rootfs.squashfs" -noappend -no-progress -quiet -comp zstd -Xcompression-level 9 \\
  -wildcards -e 'boot/*' 'proc/*' 'sys/*' 'dev/*' 'run/*'`,
  ext4: `rm -rf "$ROOT/boot" && mkdir "$ROOT/boot"
export E2FSPROGS_FAKE_TIME="$SOURCE_DATE_EPOCH"
sizeKib=$(du -sk --apparent-size "$ROOT" | cut -f 1)
truncate -s "$((sizeKib * 12 / 10 + 65536))K" "$OUT/rootfs.ext4"
mkfs.ext4 -q -F -L LIVE -U 4e657462-6572-4468-8000-00000000e4f4 -E hash_seed=4e657462-6572-4468-8000-00000000e4f5 \\
  -O ^has_journal -d "$ROOT" "$OUT/rootfs.ext4"`,
};

/** The system as one file in `$OUT`, and the list of its packages in `$WORK/packages`: name, version, architecture, source. */
export function imageScript({ image, system }: Recipe, { epochSeconds }: Moment): string {
  const list =
    distributions[system.distribution].installer === 'apt'
      ? `dpkg-query --admindir="$ROOT/var/lib/dpkg" -W -f '\${binary:Package}\\t\${Version}\\t\${Architecture}\\t\${source:Package}\\n'`
      : `chroot "$ROOT" rpm -qa --qf '%{NAME}\\t%{EVR}\\t%{ARCH}\\t%{SOURCERPM}\\n'`;
  return `set -eu
export SOURCE_DATE_EPOCH=${epochSeconds} LC_ALL=C
${list} | sort >"$WORK/packages"
find "$ROOT" -xdev -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
${makers[image]}
chmod 644 "$OUT"/rootfs.*
`;
}
