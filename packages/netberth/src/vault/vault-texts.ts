import { countText } from '../output/measure-text.ts';
import { good } from '../output/painted.ts';
import { lineWith, type View } from '../output/view.ts';
import type { ChangedFile, ChangedFiles } from './vault-definitions.ts';

/** What was asked for on standard output stands there alone. */
export function changedFilesText(done: string, { files, printed }: ChangedFiles, view: View): string {
  return printed ?? files.map((file) => `${fileLine(done, file, view)}\n`).join('');
}

function fileLine(done: string, { file, to, values, vaultId }: ChangedFile, view: View): string {
  const what = values === null ? '' : `: ${countText(values, '!vault value')}`;
  const place = to === null || to === file ? '' : `, written to ${to}`;
  const id = vaultId === null ? '' : `, vault id ${vaultId}`;
  return lineWith(view.paint)`${good(done)} ${file}${what}${id}${place}`;
}

export function editedText(
  { file, changed, vaultId }: { file: string; changed: boolean; vaultId: string },
  view: View,
): string {
  const line = lineWith(view.paint);
  return changed
    ? `${line`${good('Encrypted')} ${file} with your changes, vault id ${vaultId}`}\n`
    : `${line`Nothing was changed in ${file}: it stays as it is`}\n`;
}
