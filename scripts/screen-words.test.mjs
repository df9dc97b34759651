// docs/troubleshooting.md quotes what stands on screens: our words as our scripts have them, iPXE's as iPXE has them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errors, errorText } from '../packages/ipxe/src/simulate/errors.ts';
import { repositoryRoot } from './paths.mjs';

const document = readFileSync(join(repositoryRoot, 'docs/troubleshooting.md'), 'utf8');
const sources = ['packages/server/src', 'packages/media/src', 'packages/catalogue/src', 'packages/live/src']
  .flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(repositoryRoot, folder, name), 'utf8')),
  )
  .join('\n');

/** What stands in the first column below a heading, as it is quoted. */
function quotedBelow(heading) {
  const [, part = ''] = document.split(`## ${heading}\n`);
  const [own = ''] = part.split('\n## ');
  return [...own.matchAll(/^\| `([^`]+)`/gm)].map(([, words]) => words);
}

test("Netberth's own words stand in the scripts that print them", () => {
  const words = quotedBelow("Netberth's own words");
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((each) => !sources.includes(each))).toEqual([]);
});

test("iPXE's errors have iPXE's texts and numbers", () => {
  const texts = Object.values(errors).map((number) =>
    errorText(number, { isOld: false, platform: 'pcbios' }),
  );
  const words = quotedBelow("iPXE's words").filter((each) => each.includes('ipxe.org'));
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((each) => !texts.includes(each))).toEqual([]);
});
