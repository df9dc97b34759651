// Every package says what it is, and the examples marked `ts runs` print what stands behind them.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { repositoryRoot, workFolder } from './paths.mjs';

const packages = readdirSync(join(repositoryRoot, 'packages'));
const readmes = packages.map((name) => ({ name, path: join(repositoryRoot, 'packages', name, 'README.md') }));
// Below the repository, so that its packages are found.
mkdirSync(workFolder, { recursive: true });
const folder = mkdtempSync(join(workFolder, 'readmes-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('every package has a README', () => {
  expect(readmes.filter(({ path }) => !existsSync(path)).map(({ name }) => name)).toEqual([]);
});

const examples = readmes
  .filter(({ path }) => existsSync(path))
  .flatMap(({ name, path }) =>
    [...readFileSync(path, 'utf8').matchAll(/^```ts runs\n(?<code>[\s\S]*?)^```$/gm)].map(({ groups }) => ({
      name,
      code: groups?.code ?? '',
    })),
  );

test('there are examples that run', () => {
  expect(examples.length).toBeGreaterThan(8);
});

test.each(examples)('the example of $name prints what stands behind it', async ({ name, code }) => {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, code);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout.trimEnd().split('\n')).toEqual(printedBy(code));
});

/** `console.log(1 + 1); // 2`, or the comment on a line of its own below. */
function printedBy(code) {
  return [...code.matchAll(/(?:^|; )\/\/ (?<said>.*)$/gm)].map(({ groups }) => groups?.said);
}
