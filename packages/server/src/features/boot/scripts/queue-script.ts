import { hole, ipxe, script, words } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { announce } from './announce.ts';
import type { Announcement } from './announce.ts';
import { askAgain } from './ask-again.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/**
 * Shows a machine its place, and asks again as often as it takes: only a server that is away for long sends it to its disk.
 * It tells the number of its boot, so that asking again is no new one.
 */
export function queueScript(announcement: Announcement, askAgainMs: number, platform: IpxePlatform): Script {
  const seconds = askAgainMs / 1000;
  return script(
    announce(announcement),
    ipxe`set netberth_waiting ${hole('boot-number')}`,
    ipxe`clear netberth_failures ||`,
    ipxe`prompt --key d --timeout ${words(String(askAgainMs))} Press d to boot the disk now; asking again in ${words(String(seconds))} seconds && goto disk ||`,
    ipxe`chain --autofree --replace bootstrap.ipxe ||`,
    askAgain(platform),
  );
}
