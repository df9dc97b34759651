import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { menuFiles, menuText } from '@netberth/catalogue';
import { openSoundCatalogue } from './open-catalogue.ts';
import { readPopular } from './read-popular.ts';

const entry = 'menu.ipxe';

/** `menu render`: the static menu in a folder. The entry is written last: a machine never sees half of a new menu. */
export async function renderMenu(asked: {
  readonly output: string;
  readonly timeout: number;
  readonly popular?: string | undefined;
  readonly catalogue?: string | undefined;
}) {
  const catalogue = openSoundCatalogue(asked.catalogue);
  const popular = readPopular(asked.popular);
  const files = menuFiles(catalogue, { timeoutMs: asked.timeout * 1000, popular }).map((file) => ({
    path: file.path,
    text: menuText(file),
  }));
  const ordered = [
    ...files.filter(({ path }) => path !== entry),
    ...files.filter(({ path }) => path === entry),
  ];
  for (const folder of new Set(files.map(({ path }) => dirname(join(asked.output, path)))))
    await mkdir(folder, { recursive: true });
  for (const { path, text } of ordered) await writeFile(join(asked.output, path), text);
  const removed = await removeOthers(
    asked.output,
    files.map(({ path }) => path),
  );
  const sizeBytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return { folder: asked.output, entry, files: files.length, sizeBytes, removed };
}

/** Scripts of products and sections that are no more. Nothing else in the folder is ours. */
async function removeOthers(folder: string, current: readonly string[]): Promise<number> {
  const found = await Promise.all(
    ['products', 'about', 'sections'].map(async (name) =>
      (await readdir(join(folder, name))).map((file) => `${name}/${file}`),
    ),
  );
  const old = found.flat().filter((path) => path.endsWith('.ipxe') && !current.includes(path));
  for (const path of old) await rm(join(folder, path));
  return old.length;
}
