// `node scripts/bundle-server.mjs FOLDER [--alone]`: the command `netberth` and all it loads as few files in a new folder.
// `--alone`: with the files that it reads beside its sources, so that the folder works without a clone.
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { repositoryRoot } from './paths.mjs';

const folder = resolve(process.argv[2]);
const alone = process.argv.includes('--alone');

/** What Node loads itself: a library in machine code cannot be part of a text. */
const isNative = (id) => /^(better-sqlite3|pg-native|@node-rs\/.*)$/.test(id);

/** What the program reads beside its sources. */
const readFolders = ['packages/catalogue/data', 'packages/catalogue/answers', 'packages/console/dist'];

/** Its own package's files stay where they are; others are copied into the folder, each at its place in the clone. */
function placeOf(id) {
  const path = relative(repositoryRoot, id);
  return alone && !path.startsWith('packages/netberth/') ? path : relative(folder, id);
}

/** A module that asks where it is, to read a file beside it, hears where its source is. */
const keepPlaces = {
  name: 'keep-places',
  transform: {
    filter: { id: /\/packages\/[^/]+\/(src|node|bin)\//, code: /import\.meta\.(dirname|url)/ },
    handler: (code, id) =>
      code
        .replaceAll('import.meta.dirname', `(import.meta.dirname + '/${placeOf(dirname(id))}')`)
        .replaceAll('import.meta.url', `new URL('${placeOf(id)}', import.meta.url).href`),
  },
};

/**
 * An import statement reads every export of a module of Node. Those of `node:http` have `WebSocket` among them, which loads
 * all that `fetch` is made of: 70 ms of each start and 14 MB.
 */
const spareGetters = {
  name: 'spare-getters',
  resolveId: {
    filter: { id: /^node:(http|process)$/ },
    handler: (id, _, { kind }) => (kind === 'import-statement' ? `\0spare:${id}` : null),
  },
  load: {
    filter: { id: /^\0spare:/ },
    handler: (id) => {
      const name = id.slice('\0spare:'.length);
      const all = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)));
      const plain = all.flatMap(([key, property]) =>
        property.get === undefined && /^[A-Za-z]\w*$/.test(key) ? [key] : [],
      );
      const lines = [`const all = process.getBuiltinModule('${name}');`, 'export default all;'];
      return [
        ...lines,
        `export const { ${plain.filter((key) => key !== 'default').join(', ')} } = all;`,
      ].join('\n');
    },
  },
};

/** Ways to sign in at SQL Server that no URL of ours can name: more than all else of its driver. */
const leaveOut = {
  name: 'leave-out',
  resolveId: { filter: { id: /^@azure\/(identity|keyvault-keys)$/ }, handler: () => '\0left-out' },
  load: { filter: { id: /^\0left-out$/ }, handler: () => 'module.exports = {};' },
};

const bundle = await rolldown({
  input: { netberth: join(repositoryRoot, 'packages/netberth/bin/program.mjs') },
  platform: 'node',
  // Its paths name types of libraries that have none.
  tsconfig: false,
  external: isNative,
  plugins: [keepPlaces, spareGetters, leaveOut],
  logLevel: 'warn',
});
const unfinished = `${folder}.unfinished`;
const { output } = await bundle.write({
  dir: unfinished,
  cleanDir: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
});
await bundle.close();
writeFileSync(join(unfinished, 'weights.json'), JSON.stringify(weights(output), null, 2));
if (alone) {
  for (const path of readFolders)
    cpSync(join(repositoryRoot, path), join(unfinished, path), { recursive: true });
  writeFileSync(join(unfinished, 'THIRD-PARTY-LICENSES.txt'), licences(output));
}
renameSync(unfinished, folder);

/** The bytes that each package has in the bundle; ours together are `netberth`. */
function weights(chunks) {
  const bytes = new Map();
  for (const [id, { code }] of chunks.flatMap((chunk) => Object.entries(chunk.modules ?? {}))) {
    const name = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? 'netberth';
    bytes.set(name, (bytes.get(name) ?? 0) + Buffer.byteLength(code ?? ''));
  }
  return Object.fromEntries([...bytes].sort(([, left], [, right]) => right - left));
}

/** Licences ask that their words go where the code goes. */
function licences(chunks) {
  const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules ?? {}));
  const packages = modules.map((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]);
  const found = new Set(packages.filter((path) => path !== undefined));
  return [...found]
    .sort((left, right) => left.localeCompare(right))
    .map(licenceOf)
    .join('\n\n');
}

function licenceOf(packageFolder) {
  const { name, version, license } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const files = readdirSync(packageFolder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(packageFolder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
