import { ipxe, word, words, type Statement } from '@netberth/ipxe';

/** Asks in red before something that destroys data; no answer, and any but yes, goes back. */
export function confirmStatements(title: string, warning: string, back: string): readonly Statement[] {
  return [
    ipxe`cpair --foreground 7 --background 1 1 ||`,
    ipxe`cpair --foreground 7 --background 1 3 ||`,
    ipxe`menu ${words(title)}`,
    ipxe`item --gap ${words(warning)}`,
    ipxe`item --gap`,
    ipxe`item no No, go back`,
    ipxe`item yes Yes, start it`,
    ipxe`choose --default no nb-sure || set nb-sure no`,
    ...plainColours,
    ipxe`iseq \${nb-sure} yes || goto ${word(back)}`,
  ];
}

/** iPXE's own colours (src/config/colour.h): 1 is text, 3 a heading. */
const plainColours = [
  ipxe`cpair --foreground 7 --background 4 1 ||`,
  ipxe`cpair --foreground 6 --background 4 3 ||`,
];
