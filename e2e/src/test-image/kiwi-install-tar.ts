import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageParts } from './image-parts.ts';
import { consoleArguments } from './kiwispray-image.ts';
import { run } from './run.ts';

/** What kiwi 9.24 builds for `installpxe="true"`: a tar without templates. Returns the path of `NAME.install.tar.xz`. */
export async function kiwiInstallTar(folder: string, name: string): Promise<string> {
  const parts = await imageParts();
  mkdirSync(folder, { recursive: true });
  const tree = mkdtempSync(join(folder, 'tar-'));
  copyFileSync(parts.kernel, join(tree, `pxeboot.${name}.kernel`));
  copyFileSync(parts.initrd, join(tree, `pxeboot.${name}.initrd`));
  copyFileSync(parts.kernel, join(tree, `${name}.kernel`));
  copyFileSync(parts.initrd, join(tree, `${name}.initrd`));
  copyFileSync(parts.diskXz, join(tree, `${name}.xz`));
  copyFileSync(parts.checksum, join(tree, `${name}.md5`));
  const append = `rd.kiwi.install.pxe rd.kiwi.install.image=http://example.com/image.xz ${consoleArguments}\n`;
  writeFileSync(join(tree, `${name}.append`), append);
  writeFileSync(join(tree, `${name}.config.bootoptions`), `root=UUID=4e45-5442 ${consoleArguments}\n`);
  const tar = join(folder, `${name}.install.tar.xz`);
  await run('tar', [
    '--sort=name',
    '--owner=0',
    '--group=0',
    '-C',
    tree,
    '-cf',
    tar,
    '--use-compress-program=xz -0 -T0',
    '.',
  ]);
  rmSync(tree, { recursive: true });
  return tar;
}
