import { script } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { announce } from './announce.ts';
import type { Announcement } from './announce.ts';
import { bootLocalDisk } from './local-disk.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/** The default answer to any machine. */
export function diskScript(announcement: Announcement, platform: IpxePlatform): Script {
  return script(announce(announcement), bootLocalDisk(platform));
}
