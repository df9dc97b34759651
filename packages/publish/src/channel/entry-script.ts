import { comment, fillScript, ipxe, renderScript, script, words, type Statement } from '@netberth/ipxe';
import { pointerName } from './layout.ts';

/** What happens on a machine that cannot fetch the menu: its own disk, in the way its firmware knows. */
export function ownDisk(why: string): readonly Statement[] {
  return [
    ipxe`echo ${words(`Netberth: ${why}; this machine boots its own disk`)}`,
    ipxe`iseq \${platform} efi && exit 1 ||`,
    ipxe`isset \${netberth_drive} || set netberth_drive 0x80`,
    ipxe`sanboot --no-describe --drive \${netberth_drive} || exit 1`,
  ];
}

/** `menu.ipxe` of a channel: for media, DHCP and people who type it. It says the same in every version. */
export function entryScript(channel: string): string {
  return fillScript(
    renderScript(
      script(
        comment(`Netberth: the menu, channel ${channel}`),
        ipxe`chain --autofree --replace ${words(pointerName)} ||`,
        ...ownDisk('the menu could not be fetched'),
      ),
    ),
    {},
  );
}
