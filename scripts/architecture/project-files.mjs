import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const largestBytes = 2_000_000;

/** Every text file that git tracks, or would add (hidden folders apart): { path, text }, paths relative to the root. */
export function readProjectFiles(root) {
  const untracked = listFiles(root, '--others', '--exclude-standard').filter((path) => !path.startsWith('.'));
  return [...listFiles(root, '--cached'), ...untracked]
    .filter((path) => isSmallFile(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

function listFiles(root, ...options) {
  const listing = execFileSync('git', ['ls-files', '-z', '--deduplicate', ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  return listing.split('\0').filter((path) => path !== '');
}

function isSmallFile(path) {
  return existsSync(path) && statSync(path).isFile() && statSync(path).size <= largestBytes;
}

export const isTypeScript = ({ path }) => /\.tsx?$/.test(path);

/** Code that runs in tests only: tests, contract suites, what lies in `tests/` or `testdata/`. */
export const isTestFile = ({ path }) =>
  /\.(test|contract)\.[cm]?[jt]sx?$|(^|\/)(tests|testdata|testfakes)\//.test(path);

export const lineAt = (text, index) => text.slice(0, index).split('\n').length;
