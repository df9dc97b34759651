import { fillScript, ipxe, renderScript, script, words } from '@netberth/ipxe';

/**
 * In the place of every file that a machine would fetch. As a kernel it says what would start, with its arguments, and
 * goes back to where the preview began; as anything else nobody looks into it.
 */
export function standInScript(url: string, beginning: string): string {
  return fillScript(
    renderScript(
      script(
        ipxe`echo`,
        ipxe`echo PREVIEW: here a machine would start`,
        ipxe`echo ${words(plain(url))}`,
        ipxe`echo What it would have loaded, with the arguments:`,
        ipxe`imgstat ||`,
        ipxe`prompt Press a key to begin again ||`,
        ipxe`imgfree ||`,
        ipxe`chain --autofree --replace ${words(beginning)}`,
      ),
    ),
    {},
  );
}

/** A URL may hold what iPXE would take for a setting. */
function plain(url: string): string {
  return url.replaceAll(/[^!-~]|[${}\\]/g, '?');
}
