import { simulate, type Answer } from '@netberth/ipxe/simulate';
import type { SiteFile } from '../site/site-file.ts';

const root = 'http://menu.invalid/';

/** What a machine shows first that starts with this menu. */
export function firstScreen(files: readonly SiteFile[]): readonly string[] {
  const texts = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const fetch = (url: string): Answer => {
    const bytes = url.startsWith(root) ? texts.get(url.slice(root.length)) : undefined;
    return bytes === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes };
  };
  const menu = texts.get('menu.ipxe');
  if (menu === undefined) return [];
  const script = new TextDecoder().decode(menu);
  const screen = simulate({ script, url: `${root}menu.ipxe` }, { fetch }).pauses[0]?.screen ?? [];
  return screen.filter((line) => line.trim() !== '');
}
