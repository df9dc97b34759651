import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hasErrorCode } from '../error-code.ts';
import type { PackedFile, WalkedFolder } from './walk-folder.ts';

/**
 * What KIWIspray would take from its templates/ for an image of images/<name>/ that lacks it. The image then boots
 * here as it did there.
 * @param names of the files that the image has
 */
export async function kiwisprayTemplates(folder: string, names: readonly string[]): Promise<WalkedFolder> {
  const path = resolve(folder);
  const none = { files: [], notes: [] };
  if (basename(dirname(path)) !== 'images' || names.includes('profile.yaml')) return none;
  const templates = join(path, '..', '..', 'templates');
  const wanted = [
    { name: 'host.tmpl', candidates: [`${basename(path)}.tmpl`, 'known_host.tmpl'] },
    { name: 'post_install.tmpl', candidates: ['post_install.tmpl'] },
  ].filter(({ name }) => !names.includes(name));
  const files: PackedFile[] = [];
  const notes: string[] = [];
  for (const { name, candidates } of wanted) {
    const found = await firstFile(templates, candidates);
    if (found === null) continue;
    files.push({ name, source: join(templates, found.name), sizeBytes: found.sizeBytes, linkTo: null });
    notes.push(`the image has no ${name}: taken from templates/${found.name} of its KIWIspray`);
  }
  return { files, notes };
}

async function firstFile(
  folder: string,
  names: readonly string[],
): Promise<{ name: string; sizeBytes: number } | null> {
  for (const name of names) {
    const found = await stat(join(folder, name)).catch((error: unknown) => {
      if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    });
    if (found?.isFile()) return { name, sizeBytes: found.size };
  }
  return null;
}
