// What we stand on may be used with Apache-2.0, is named exactly, and runs nothing when it is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from './paths.mjs';

const read = (path) => JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8'));
const locked = Object.entries(read('package-lock.json').packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Of programs and libraries that are handed on, and of those that only build or test. */
const fitting = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
];
/** Theirs, and why they are no part of what we hand on. */
const others = {
  '(MIT OR CC0-1.0)': ['type-fest'], // one may take MIT
  'MPL-2.0': ['axe-core', 'lightningcss'], // looks at pages in tests; makes the styles of the console smaller
};

test('every licence of a dependency fits Apache-2.0', () => {
  const unfitting = locked.filter(([path, { license = 'none' }]) => {
    const names = others[license] ?? [];
    return !fitting.includes(license) && !names.some((name) => nameOf(path).startsWith(name));
  });
  expect(unfitting.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([]);
});

test('no package runs a program when it is installed, but those that package.json names', () => {
  const running = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const known = Object.keys(read('package.json').allowScripts);
  expect(running.map(([path]) => nameOf(path)).filter((name) => !known.includes(name))).toEqual([]);
});

test('every package is held to its content, and to no place that it was fetched from', () => {
  const loose = locked.filter(
    ([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined,
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});
