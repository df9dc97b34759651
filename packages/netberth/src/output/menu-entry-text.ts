import type { menuEntryRemove, menuEntrySet, menuEntryShow, OutputOf } from '@netberth/api';
import { plainLines } from './plain-text.ts';
import { good } from './painted.ts';
import { lineWith, type View } from './view.ts';

export function menuEntryShowText({ text }: OutputOf<typeof menuEntryShow>): string {
  return plainLines(text);
}

export function menuEntrySetText({ file }: OutputOf<typeof menuEntrySet>, view: View): string {
  return lineWith(view.paint)`${good('Done')}: ${file} stands in the menu. See it: netberth menu list\n`;
}

export function menuEntryRemovedText({ removed }: OutputOf<typeof menuEntryRemove>): string {
  return `${removed} is out of the menu; netberth audit list --target menu-entry:${removed} still has its text.\n`;
}
