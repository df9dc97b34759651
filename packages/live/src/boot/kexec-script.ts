import type { LiveManifest } from '../manifest/live-manifest.ts';
import { shellWord } from '../shell-word.ts';
import { fetchArguments } from './live-arguments.ts';

/**
 * From a Linux that runs into a live image, without a reset. What the server made for this machine goes along: the running
 * system, if it is a live one, has it in `/run/netberth`.
 * @param folderUrl where the files of the image are
 * @param network kernel arguments for the network of the initrd
 */
export function kexecScript(manifest: LiveManifest, folderUrl: string, network: readonly string[]): string {
  const { name, version, kernel, initrd, files } = manifest;
  const args = [...fetchArguments(manifest, folderUrl), ...network].join(' ');
  const sums = [kernel, initrd].map(
    (path) => `${files.find((file) => file.path === path)?.sha256 ?? ''}  ${path}`,
  );
  return `#!/bin/sh
# From a running Linux into ${name} ${version}. As root; needs kexec-tools and curl.
set -e
folder=$(mktemp -d /run/netberth-kexec.XXXXXX)
cd "$folder"
for file in ${kernel} ${initrd}; do curl -fsS -o "$file" ${shellWord(folderUrl)}/"$file"; done
sha256sum --quiet -c <<'END'
${sums.join('\n')}
END
if [ -d /run/netberth/machine ]; then
  mkdir -p own/netberth
  cp -a /run/netberth/machine own/netberth/
  (cd own && find netberth | cpio --quiet -o -H newc) >>${initrd}
fi
kexec --load ${kernel} --initrd=${initrd} --command-line=${shellWord(args)}
# systemd stops services and unmounts file systems first.
if [ -d /run/systemd/system ]; then systemctl kexec; else sync && kexec --exec; fi
`;
}
