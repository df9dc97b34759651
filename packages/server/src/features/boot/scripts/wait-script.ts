import { hole, ipxe, label, script, words } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import type { Identity } from '../../machines/machine-identity.ts';
import { announce } from './announce.ts';
import type { Announcement } from './announce.ts';
import { bootLocalDisk } from './local-disk.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/**
 * A new machine shows what it is and asks again every minute until a person has decided.
 * It tells the number of its boot, so that asking again is no new one.
 */
export function waitScript(announcement: Announcement, identity: Identity, platform: IpxePlatform): Script {
  return script(
    announce(announcement),
    ipxe`echo MACs:   ${words(identity.macs.join(' ') || 'none')}`,
    ipxe`echo serial: ${words(identity.serial ?? 'none')}`,
    ipxe`echo UUID:   ${words(identity.uuid ?? 'none')}`,
    ipxe`set netberth_waiting ${hole('boot-number')}`,
    ipxe`prompt --key d --timeout 60000 Press d to boot the disk now; asking again in 60 seconds && goto disk ||`,
    ipxe`chain --autofree --replace bootstrap.ipxe || goto disk`,
    label('disk'),
    bootLocalDisk(platform),
  );
}
