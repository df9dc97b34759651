import { simulate, type Answer } from '@netberth/ipxe/simulate';
import type { SiteFile } from '../site/site-file.ts';

const root = 'http://menu.invalid/';

/** What a machine shows. */
export type Screen = {
  readonly lines: readonly string[];
  /** The line that Enter would take, from 0; null: there is none. */
  readonly selected: number | null;
};

/** What a 64-bit machine with UEFI shows first that gets to this page of the menu; null: nothing to choose. */
export function screenOf(files: readonly SiteFile[], page: string): Screen | null {
  const texts = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const fetch = (url: string): Answer => {
    const bytes = url.startsWith(root) ? texts.get(url.slice(root.length)) : undefined;
    return bytes === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes };
  };
  const script = `#!ipxe\nset nb-firmware efi\nset nb-arch x86_64\nchain --autofree ${root}${page}\n`;
  const [first] = simulate({ script, url: `${root}screen.ipxe` }, { fetch }).pauses;
  if (first?.pause.kind !== 'menu') return null;
  return { lines: first.screen, selected: first.pause.row };
}
