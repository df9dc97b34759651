import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { menuEntryRemove, menuEntrySet, menuEntryShow } from '@netberth/api';
import { problemLine } from '@netberth/catalogue';
import { catalogueFolder, loadCatalogue, readOwnEntries } from '@netberth/catalogue/node';
import { hasErrorCode } from '../../platform/error-code.ts';
import { handleReadWithFiles, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { FilesElsewhere } from '../../platform/files-elsewhere.ts';
import { CommandRefused } from '../../platform/command-refused.ts';

/**
 * `menu entry show|set|remove`: files in the folder `menu` of the data folder, which the menu reads by itself when they change.
 * What replaces a file lies beside it until its audit record is durable.
 */
export function ownEntryCommands(data: string, elsewhere: FilesElsewhere | null): readonly CommandHandler[] {
  const folder = join(data, 'menu');
  const textOf = async (file: string): Promise<string | null> => {
    try {
      return await readFile(join(folder, file), 'utf8');
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return null;
      throw error;
    }
  };

  const show = handleReadWithFiles(
    menuEntryShow,
    // oxlint-disable-next-line require-yield -- the menu is not in the database
    function* ({ file }) {
      return file;
    },
    async (file) => {
      const text = await textOf(file);
      if (text === null) throw new CommandRefused('entryUnknown', { file });
      return { file, text };
    },
  );

  const set = handleWriteWithFiles(
    menuEntrySet,
    async ({ file, document }) => {
      const faults = faultsOf(data, file, document);
      if (faults.length > 0) throw new CommandRefused('entryRefused', { why: faults.join('; ') });
      await mkdir(folder, { recursive: true });
      // No ending of an entry: the menu does not see it.
      const draft = join(folder, `.${file}.${randomUUID()}.part`);
      await writeFile(draft, document, { flush: true });
      return { value: { draft, before: await textOf(file) }, discard: () => rm(draft, { force: true }) };
    },
    // oxlint-disable-next-line require-yield -- the menu is not in the database
    function* ({ file, document }, _, { draft, before }) {
      return {
        output: { file, text: document },
        target: `menu-entry:${file}`,
        before,
        after: document,
        afterwards: async () => {
          await rename(draft, join(folder, file));
          await elsewhere?.send(`menu/${file}`);
        },
      };
    },
  );

  const remove = handleWriteWithFiles(
    menuEntryRemove,
    async ({ file }) => {
      const before = await textOf(file);
      if (before === null) throw new CommandRefused('entryUnknown', { file });
      return { value: before, discard: async () => undefined };
    },
    // oxlint-disable-next-line require-yield -- the menu is not in the database
    function* ({ file }, _, before) {
      return {
        output: { removed: file },
        target: `menu-entry:${file}`,
        before,
        after: null,
        afterwards: async () => {
          await rm(join(folder, file), { force: true });
          await elsewhere?.drop(`menu/${file}`);
        },
      };
    },
  );
  return [show, set, remove];
}

/** What is wrong with this entry, with its line, as part of the whole menu. */
function faultsOf(data: string, file: string, text: string): readonly string[] {
  const path = `menu/${file}`;
  const others = readOwnEntries(data).filter((entry) => entry.path !== path);
  const { problems } = loadCatalogue(catalogueFolder, [...others, { path, text }]);
  return problems.filter((problem) => problem.file === path).map(problemLine);
}
