import { expect, test } from 'vitest';
import { checkEnvironment } from './check-environment.mjs';
import { checkFeatureArrows } from './check-feature-arrows.mjs';
import { checkFileNames } from './check-file-names.mjs';
import { checkFileSize } from './check-file-size.mjs';
import { checkFloors } from './check-floors.mjs';
import { checkPackageArrows } from './check-package-arrows.mjs';
import { checkDecisionModules, checkPurePackages } from './check-purity.mjs';
import { checkEmptyCatch, checkText } from './check-text.mjs';
import { withFeatureArrows } from './feature-arrows-document.mjs';
import { sourceModules } from './source-modules.mjs';

const filesOf = (sources) => Object.entries(sources).map(([path, text]) => ({ path, text }));
const modulesOf = (sources) => sourceModules(filesOf(sources));
const places = (problems) => problems.map(({ path, line }) => `${path}:${line}`);

test('a package imports the packages of its row, by name', () => {
  const modules = modulesOf({
    'packages/server/src/app.ts':
      "import { render } from '@netberth/ipxe';\nimport { App } from './app/app.ts';\n",
    'packages/ipxe/src/bad.ts': "\nimport type { App } from '@netberth/server';\n",
    'packages/api/src/bad.ts': "export { render } from '../../ipxe/src/render.ts';\n",
    'packages/toys/src/index.ts': '',
  });
  const problems = checkPackageArrows(modules, { server: ['ipxe'], ipxe: [], api: [] });
  expect(places(problems)).toEqual([
    'packages/ipxe/src/bad.ts:2',
    'packages/api/src/bad.ts:1',
    'packages/toys/src/index.ts:1',
  ]);
  expect(problems[0].message).toBe(
    'ipxe imports server, but may import none of our packages: move the code, or turn the arrow round',
  );
});

test('inside the server nothing points up, and nothing stands outside the floors', () => {
  const modules = modulesOf({
    'packages/server/src/index.ts': "export { buildApp } from './app.ts';\n",
    'packages/server/src/app.ts': "import { boot } from './features/boot/boot-routes.ts';\n",
    'packages/server/src/features/boot/boot-routes.ts':
      "import { Db } from '../../database/work.ts';\nimport type { App } from '../../app.ts';\n",
    'packages/server/src/database/work.ts': "import { clock } from '../platform/clock.ts';\n",
    'packages/server/src/platform/clock.ts': "import { Db } from '../database/work.ts';\n",
    'packages/server/src/platform/clock.test.ts': "import { Db } from '../database/work.ts';\n",
    'packages/server/src/helpful.ts': '',
    'packages/server/src/features/loose.ts': '',
  });
  expect(places(checkFloors(modules))).toEqual([
    'packages/server/src/features/boot/boot-routes.ts:2',
    'packages/server/src/platform/clock.ts:1',
    'packages/server/src/helpful.ts:1',
    'packages/server/src/features/loose.ts:1',
  ]);
});

test('features import each other along listed arrows only, and every listed arrow is used', () => {
  const modules = modulesOf({
    'packages/server/src/features/boot/decide-boot.ts':
      "import type { Machine } from '../machines/machine.ts';\nimport { Token } from '../access/token.ts';\n",
  });
  const problems = checkFeatureArrows(
    modules,
    { boot: { machines: 'why' }, audit: { access: 'why' } },
    'table.mjs',
  );
  expect(places(problems)).toEqual(['packages/server/src/features/boot/decide-boot.ts:2', 'table.mjs:1']);
  expect(problems[1].message).toBe(
    'no file of the feature "audit" imports "access" any more: remove the arrow from featureArrows',
  );
});

test('the arrows are written between the markers of ARCHITECTURE.md, again and again the same', () => {
  const before = 'Above\n<!-- feature arrows -->\nold\n<!-- /feature arrows -->\nBelow\n';
  const after = withFeatureArrows(before, { boot: { machines: 'it identifies one' } });
  expect(after).toBe(
    'Above\n<!-- feature arrows -->\n| feature | imports | because |\n|---|---|---|\n' +
      '| boot | machines | it identifies one |\n<!-- /feature arrows -->\nBelow\n',
  );
  expect(withFeatureArrows(after, { boot: { machines: 'it identifies one' } })).toBe(after);
  expect(withFeatureArrows('no markers', {})).toBe(undefined);
});

test('a pure package imports nothing of Node, its tests may', () => {
  const modules = modulesOf({
    'packages/ipxe/src/lint.ts': "import { parse } from './parse.ts';\nimport { readFileSync } from 'fs';\n",
    'packages/ipxe/src/lint.test.ts': "import { readFileSync } from 'node:fs';\n",
    'packages/server/src/app.ts': "import { readFileSync } from 'node:fs';\n",
  });
  expect(places(checkPurePackages(modules, ['ipxe']))).toEqual(['packages/ipxe/src/lint.ts:2']);
});

test('a deciding module does no I/O and reads no clock, also not through what it imports', () => {
  const modules = modulesOf({
    'packages/server/src/features/boot/decide-boot.ts':
      "import { name } from '@netberth/ipxe';\nimport { age } from './age.ts';\nimport type { Db } from './store.ts';\n// Date.now() in a comment\nexport const text = 'Date.now()';\n",
    'packages/server/src/features/boot/age.ts': 'export const age = (at: number) => Date.now() - at;\n',
    'packages/server/src/features/boot/store.ts': "import { readFile } from 'node:fs/promises';\n",
  });
  expect(checkDecisionModules(modules, [/decide-/], ['@netberth/ipxe'])).toEqual([
    {
      path: 'packages/server/src/features/boot/age.ts',
      line: 1,
      message:
        'Date.now in a module that is imported by packages/server/src/features/boot/decide-boot.ts, ' +
        'which decides or renders: take the outcome as an argument',
    },
  ]);
});

test('a decision that has moved away is missed', () => {
  const modules = modulesOf({ 'packages/server/src/features/machines/identify-machine.ts': '' });
  const problems = checkDecisionModules(modules, [/machines\/identify-/, /boot\/identify-/], [], 'table.mjs');
  expect(problems).toEqual([
    {
      path: 'table.mjs',
      line: 1,
      message:
        '/boot\\/identify-/ of decisionModules matches no module, so it guards nothing: name where the module went',
    },
  ]);
});

test('process.env is read where settings are read', () => {
  const read = 'export const home = process.env.HOME;\n';
  const modules = modulesOf({
    'packages/server/src/config/read.ts': read,
    'packages/server/src/app.ts': `// not process.env\n${read}`,
  });
  expect(places(checkEnvironment(modules, ['packages/server/src/config/']))).toEqual([
    'packages/server/src/app.ts:2',
  ]);
});

test('names that say nothing are refused', () => {
  const paths = [
    'src/utils.ts',
    'src/string-helpers.ts',
    'src/common/mac.ts',
    'src/data.ts',
    'src/database.ts',
    'data/a.yaml',
  ];
  const problems = checkFileNames(paths.map((path) => ({ path, text: '' })));
  expect(problems.map(({ path }) => path)).toEqual(paths.slice(0, 4));
});

test('a file over 300 lines is listed with its reason, and only such a file', () => {
  const files = filesOf({
    'a.ts': 'x\n'.repeat(301),
    'b.ts': 'x\n'.repeat(300),
    'c.test.ts': 'x\n'.repeat(400),
  });
  expect(places(checkFileSize(files, {}, 'table.mjs'))).toEqual(['a.ts:300']);
  expect(places(checkFileSize(files, { 'a.ts': 'a data table', 'b.ts': 'why' }, 'table.mjs'))).toEqual([
    'table.mjs:1',
  ]);
});

test('what a merge left over stands in no file', () => {
  const files = filesOf({
    'ARCHITECTURE.md': ['a', `${'<'.repeat(7)} HEAD`, 'b', `${'>'.repeat(7)} 1234567 (why)`].join('\n'),
  });
  expect(places(checkText(files))).toEqual(['ARCHITECTURE.md:2', 'ARCHITECTURE.md:4']);
});

test('no host of a package registry and no path of this machine stands in any file', () => {
  const [registry, mirror] = [['registry', 'npmjs', 'org'].join('.'), ['deb', 'debian', 'org'].join('.')];
  const [work, home] = ['work', 'root'].map((name) => `/${name}/`);
  const files = filesOf({
    'a.json': `{\n  "resolved": "https://${registry}/x"\n}`,
    'b.yaml': `mirror: http://${mirror}/debian\n`,
    'c.md': `see ${work}main and ${home}x`,
    'd.md': `http://ftp.debian.org/debian .work/test /mnt${home} \${folder}${work} /homework/x`,
  });
  expect(places(checkText(files))).toEqual(['a.json:2', 'b.yaml:1', 'c.md:1', 'c.md:1']);
});

test('an empty catch is refused, with a comment in it as well', () => {
  const files = filesOf({
    'a.ts':
      'try { a(); } catch {}\ntry { a(); } catch (error) {\n  // nothing\n}\ntry { a(); } catch (error) { throw error; }\n',
  });
  expect(places(checkEmptyCatch(files))).toEqual(['a.ts:1', 'a.ts:2']);
});
