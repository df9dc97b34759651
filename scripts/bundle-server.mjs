// `node scripts/bundle-server.mjs FOLDER`: the command `netberth` and all it loads as few files in a new folder.
import { renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { repositoryRoot } from './paths.mjs';

const folder = process.argv[2];

/** What Node loads itself: a library in machine code cannot be part of a text. */
const isNative = (id) => /^(better-sqlite3|pg-native|@node-rs\/.*)$/.test(id);

/** A module that asks where it is, to read a file beside it, hears where its source is. */
const keepPlaces = {
  name: 'keep-places',
  transform: {
    filter: { id: /\/packages\/[^/]+\/(src|node|bin)\//, code: /import\.meta\.(dirname|url)/ },
    handler: (code, id) =>
      code
        .replaceAll('import.meta.dirname', `(import.meta.dirname + '/${relative(folder, dirname(id))}')`)
        .replaceAll('import.meta.url', `new URL('${relative(folder, id)}', import.meta.url).href`),
  },
};

const bundle = await rolldown({
  input: { netberth: join(repositoryRoot, 'packages/netberth/bin/netberth.mjs') },
  platform: 'node',
  // Its paths name types of libraries that have none.
  tsconfig: false,
  external: isNative,
  plugins: [keepPlaces],
  logLevel: 'warn',
});
const unfinished = `${folder}.unfinished`;
await bundle.write({
  dir: unfinished,
  cleanDir: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
});
await bundle.close();
renameSync(unfinished, folder);
