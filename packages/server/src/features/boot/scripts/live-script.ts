import { ownCardSettings } from '@netberth/catalogue';
import { ipxe, label, script, urlText, word, wordsWithSettings } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { announce } from './announce.ts';
import type { Announcement } from './announce.ts';
import { fetchAgain } from './fetch-again.ts';
import type { LinuxFiles } from './linux-script.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/** A live image; the last of its initrds may be what the server made for this machine. Otherwise as `linuxScript`. */
export function liveScript(
  announcement: Announcement,
  urls: LinuxFiles,
  args: string,
  platform: IpxePlatform,
): Script {
  const initrds = urls.initrds.map((url, index) => ({ url, name: `initrd${index}` }));
  const named = initrds.map(({ name }) => `initrd=${name}`).join(' ');
  const words = wordsWithSettings(`${named} ${args}`, ownCardSettings);
  return script(
    announce(announcement),
    ipxe`kernel ${urlText(urls.kernel)} ${words} || goto again`,
    initrds.map(({ url, name }) => ipxe`initrd --name ${word(name)} ${urlText(url)} || goto again`),
    ipxe`boot || goto again`,
    label('again'),
    fetchAgain(platform),
  );
}
