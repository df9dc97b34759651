import { ipxe, kernelArguments, label, script, urlText, word } from '@netberth/ipxe';
import type { Fragment, Script } from '@netberth/ipxe';
import { announce } from './announce.ts';
import type { Announcement } from './announce.ts';
import { fetchAgain } from './fetch-again.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

type LinuxFiles = { readonly kernel: string; readonly initrds: readonly string[] };

/**
 * A kernel with its initrds. What cannot be fetched is asked for again by way of `/bootstrap`, where asking is free.
 *
 * The initrds get names that `initrd=` repeats: the kernel's own EFI loader finds them by it, on BIOS it is ignored.
 * @param wordsOf what of the arguments may stand in a script
 */
export function linuxScript(
  announcement: Announcement,
  urls: LinuxFiles,
  args: string,
  platform: IpxePlatform,
  wordsOf: (args: string) => Fragment = kernelArguments,
): Script {
  const initrds = urls.initrds.map((url, index) => ({ url, name: `initrd${index}` }));
  const named = initrds.map(({ name }) => `initrd=${name}`).join(' ');
  return script(
    announce(announcement),
    ipxe`kernel ${urlText(urls.kernel)} ${wordsOf(`${named} ${args}`)} || goto again`,
    initrds.map(({ url, name }) => ipxe`initrd --name ${word(name)} ${urlText(url)} || goto again`),
    ipxe`boot || goto again`,
    label('again'),
    fetchAgain(platform),
  );
}
