// What Netberth says when something is not simply done has been seen by a test, not only by whoever wrote it.
import { expect, test } from 'vitest';
import { messages } from '../packages/server/src/platform/message-registry.ts';
import { isTestFile, readProjectFiles } from './architecture/project-files.mjs';
import { scriptEntries } from './docs/errors-document.mjs';
import { repositoryRoot } from './paths.mjs';

test('every code is provoked by a test: its file names the code that it expects', () => {
  const named = new Set(
    readProjectFiles(repositoryRoot)
      .filter((file) => isTestFile(file) && !file.path.startsWith('scripts/'))
      .flatMap(({ text }) => text.match(/NB\d{4}/g) ?? []),
  );
  const codes = [...Object.values(messages), ...scriptEntries()].map(({ code }) => code);
  expect(codes.filter((code) => !named.has(code))).toEqual([]);
});
