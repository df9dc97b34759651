import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemLine } from './folder-file.ts';
import { readConfiguration } from './read-configuration.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/configuration-as-code.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);

test('every example of the page is a file that can be read', async () => {
  expect(examples.length).toBe(2);
  for (const text of examples) {
    const files = [
      { path: 'site.yaml', text },
      { path: 'templates/web.cfg', text: 'd-i passwd/username string ops\n' },
    ];
    const read = await readConfiguration(files, async () => ({ ok: true, text: 'geheim' }));
    expect(read.ok ? [] : read.problems.map(problemLine)).toEqual([]);
  }
});
