import { comment, fillScript, ipxe, renderScript, script, words } from '@netberth/ipxe';
import type { SiteFile } from '../site/site-file.ts';
import type { ChannelRecord } from './channel-record.ts';
import { ownDisk } from './entry-script.ts';
import { landingPage } from './landing-page.ts';

export const recordMark = 'netberth-channel';

/**
 * The pointer of a channel: iPXE runs it and goes on in the version, a browser shows a page.
 *
 * To iPXE every line of the page is a comment. To a browser the script is one: each line of HTML ends by opening a
 * comment, which the next line closes behind its `#`. What stands before the first one (`#!ipxe`) has no size.
 */
export function renderPointer(record: ChannelRecord, files: readonly Pick<SiteFile, 'path'>[]): string {
  const text = fillScript(
    renderScript(
      script(
        comment('<!--'),
        comment(`${recordMark} ${recordText(record)}`),
        ipxe`chain --autofree --replace ${words(`versions/${record.version}/menu.ipxe`)} ||`,
        ...ownDisk(`version ${record.version} of the menu could not be fetched`),
      ),
    ),
    {},
  );
  const page = landingPage(record, files);
  return `${text}# -->${page.join('<!--\n# -->')}\n`;
}

/** In a comment of HTML and in a line of iPXE, whatever a person has written into it. */
function recordText(record: ChannelRecord): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(record).replace(/[<>$&]|-(?=-)|[^\x20-\x7e]/g, escaped);
}
