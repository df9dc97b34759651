import type { SiteFile } from '../site/site-file.ts';
import type { ChannelRecord } from './channel-record.ts';
import { checksumsName, entryName, manifestName } from './layout.ts';

const style = [
  'body{font-size:0;margin:0;background:#fff;color:#222}',
  'main{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:2rem 1rem}',
  'code,pre{background:#f2f2f2;border-radius:4px;padding:.1em .3em}pre{padding:.8em}',
  'td{padding:.1rem 1.5rem .1rem 0}footer{margin-top:2rem;color:#666}',
  '@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}code,pre{background:#2a2a2a}a{color:#8bf}}',
].join('');

const purposes: Readonly<Record<string, string>> = {
  'media/netberth.iso': 'a CD, or the virtual drive of a server or a virtual machine',
  'media/netberth.img': 'a USB stick',
  'firmware/undionly.kpxe': 'BIOS machines, by TFTP',
  'firmware/ipxe.pxe': 'BIOS machines whose card has a faulty driver',
  'firmware/ipxe.lkrn': 'another boot loader, as a kernel',
  'firmware/ipxe.efi': 'UEFI machines, x86_64',
  'firmware/snponly.efi': 'UEFI machines, x86_64, with the driver of the firmware',
  'firmware/ipxe-arm64.efi': 'UEFI machines, arm64',
  'firmware/snponly-arm64.efi': 'UEFI machines, arm64, with the driver of the firmware',
};

/** The page for people, in pieces that each stand on a line. None of them has `$` or a line break. */
export function landingPage(
  record: ChannelRecord,
  files: readonly Pick<SiteFile, 'path'>[],
): readonly string[] {
  const { channel, version, switchedAt, expiresAt, source } = record;
  const folder = `versions/${version}`;
  const has = (path: string) => files.some((file) => file.path === path);
  const downloads = Object.entries(purposes).filter(([path]) => has(path));
  const ends = expiresAt === null ? [] : [`<p>A preview: it goes away after ${timeText(expiresAt)}.</p>`];
  const made = source === null ? [] : [`<p>Made from ${escaped(source)}.</p>`];
  return [
    '<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Netberth: the boot menu, channel ${escaped(channel)}</title><style>${style}</style>`,
    `<main><h1>Boot menu, channel ${escaped(channel)}</h1>`,
    '<p>A menu of operating systems for machines that start from the network. On a machine, at the prompt of iPXE (Ctrl-B while it starts):</p>',
    `<pre id="chain">dhcp<br>chain <span id="here">URL of this page</span></pre>`,
    // The page works without it; the URL must then be read from the browser.
    `<script>document.getElementById("here").textContent=new URL("${entryName}",location.href).href</script>`,
    ...made,
    ...ends,
    ...(downloads.length === 0 ? [] : ['<h2>To start from</h2><table>']),
    ...downloads.map(
      ([path, purpose]) =>
        `<tr><td><a href="${folder}/${path}">${path.replace(/^.*\//, '')}</a><td>${purpose}`,
    ),
    ...(downloads.length === 0 ? [] : ['</table>']),
    `<footer>Version ${version} of ${timeText(switchedAt)}. <a href="${folder}/${checksumsName}">Checksums</a>`,
    ...(has(`${checksumsName}.p7s`)
      ? [
          `, <a href="${folder}/${checksumsName}.p7s">their signature</a>, <a href="${folder}/signer.pem">its certificate</a>`,
        ]
      : []),
    `, <a href="${folder}/${manifestName}">all files</a>. Made by Netberth.</footer></main></html>`,
  ];
}

/** `2026-11-21 15:04 UTC` */
function timeText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9 .,:;/@_+=?()[\]-]|--/g, (characters) =>
    Array.from(characters, (character) => `&#${character.codePointAt(0) ?? 63};`).join(''),
  );
}
